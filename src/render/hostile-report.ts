import { showControls } from '../base/text.ts'
import type { Block, Inline, Report } from '../model/report.ts'

/*
 * A report whose every text comes from somebody who wants it to be more than text. For the tests of all forms.
 */

/**
 * Name of a trick -> its text, from the text of fixtures/render/hostile-texts.json: markup of every form, what hides or rearranges text, scripts; and
 * tokens without an end.
 */
export function hostileTextsOf(json: string): Readonly<Record<string, string>> {
  return {
    ...JSON.parse(json),
    'long word': 'x'.repeat(100_000),
    'long address': `https://a.example/${'path-segment/'.repeat(300)}?q=${'%20'.repeat(300)}`,
    'long arabic': '\u0645'.repeat(4_000),
    'long chinese': '\u5bfc'.repeat(4_000),
    'mark storm': `a${'\u0301'.repeat(20_000)}`,
  }
}

/** What must be found again in a form, in the order of the texts: a word of ours before and behind each. */
export function marksOf(texts: Readonly<Record<string, string>>): string[] {
  return Object.keys(texts).map((_, index) => `mark${index}`)
}

/** All texts in all places of a report. Drawings hold them cut, cleaned and escaped, as the figures of a report do. */
export function hostileReport(named: Readonly<Record<string, string>>): Report {
  const texts = Object.values(named)
  const marks = marksOf(named)
  const short = texts.filter((text) => text.length < 1_000)
  const marked = texts.map((text, index): Inline[] => [plain(`${marks[index]} `), plain(text), plain(` after${index}`)])
  return {
    outline: 'full',
    title: short.join(' '),
    incident: 'INC-2026-0001',
    version: '3',
    date: '2026-03-20',
    authors: short,
    classification: 'Confidential',
    tlp: 'TLP:RED',
    privilege: short.join(' '),
    reviewNotice: short.join(' '),
    head: 'ab'.repeat(32),
    program: 'Hindcast',
    blocks: [
      { kind: 'heading', level: 1, text: short.join(' '), id: 'report' },
      { kind: 'paragraph', tone: 'lead', content: [plain(short.join(' '))] },
      { kind: 'properties', items: short.map((text) => ({ term: text, content: [plain(text)] })) },
      ...short.map((text, index): Block => ({ kind: 'heading', level: index === 0 ? 2 : 3, text: text === '' ? 'empty' : text, id: `h${index}` })),
      ...marked.map((content): Block => ({ kind: 'paragraph', content })),
      { kind: 'list', ordered: true, items: short.map((text) => [plain(text)]) },
      { kind: 'quote', blocks: short.map((text): Block => ({ kind: 'paragraph', tone: 'note', content: [plain(text)] })) },
      ...short.map((text): Block => ({ kind: 'code', text, caption: text })),
      table(texts),
      { kind: 'figure', figure: { id: 'glance', title: short.join(' '), alt: short.join(' '), svg: drawing(short) } },
      ...short.map((text, index): Block => ({ kind: 'source', id: `source-${index}`, label: `E1:${index} ${text}`, content: [plain(text)] })),
    ],
    sheets: [
      {
        name: 'timeline',
        title: 'Timeline',
        about: 'Texts',
        columns: ['text'],
        numbers: [],
        rows: texts.map((text) => [text]),
      },
    ],
  }
}

function plain(text: string): Inline {
  return { kind: 'text', text }
}

/** Each text in every look a cell can have, in narrow columns; what has no end stands whole in one cell only. */
function table(texts: readonly string[]): Block {
  const rows = texts.map((whole, index): Inline[][] => {
    const text = whole.slice(0, 2_000)
    return [
      [plain(whole)],
      [{ kind: 'text', text, strong: true }, { kind: 'break' }, { kind: 'text', text, emphasis: true }],
      [
        { kind: 'text', text, code: true },
        { kind: 'badge', text: text.slice(0, 200) },
        { kind: 'link', text, href: `javascript:${text.slice(0, 50)}` },
        { kind: 'citation', label: `E1:${index} ${text.slice(0, 50)}`, target: `source-${index}` },
      ],
    ]
  })
  const columns = [
    { title: texts[0] ?? '', width: 1 },
    { title: 'bold', width: 2 },
    { title: 'code', width: 1, align: 'right' as const },
  ]
  return { kind: 'table', caption: texts[1] ?? '', columns, rows, sheet: 'timeline' }
}

function drawing(texts: readonly string[]): string {
  const lines = texts.map(
    (text, index) =>
      `<text x="4" y="${14 * (index + 1)}" font-size="11" font-family="'Noto Sans', sans-serif">${escaped(showControls(text.slice(0, 60)))}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 ${14 * texts.length + 20}" width="640" height="${14 * texts.length + 20}">${lines.join('')}</svg>`
}

// oxlint-disable-next-line no-control-regex
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

function escaped(text: string): string {
  return text.replace(notXml, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
