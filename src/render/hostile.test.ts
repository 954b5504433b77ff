import { readFileSync } from 'node:fs'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { describe, expect, it } from 'vitest'
import { recordLine } from './marking.ts'
import { renderHtml } from './formats/html/html.ts'
import { reportFormats } from './formats/index.ts'
import { renderMarkdown } from './formats/markdown.ts'
import { hostileReport, hostileTextsOf, marksOf } from './hostile-report.ts'

const texts = hostileTextsOf(readFileSync(new URL('../../fixtures/render/hostile-texts.json', import.meta.url), 'utf8'))
const hostileMarks = marksOf(texts)
const report = hostileReport(texts)

interface Node {
  readonly type: string
  readonly value?: string
  readonly url?: string
  readonly children?: readonly Node[]
}

function nodesOf(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)]
}

describe('a hostile report as Markdown', () => {
  const text = renderMarkdown(report)
  const nodes = nodesOf(fromMarkdown(text))

  it('makes no HTML, link, image or definition of theirs', () => {
    const html = nodes.filter(
      ({ type, value }) =>
        type === 'html' && !/^<a id="[\w-]+">$|^<\/a>$|^<br>$|^<details>\n<summary>In words<\/summary>$|^<\/details>$/.test(value ?? ''),
    )
    expect(html).toEqual([])
    const links = nodes.filter(({ type, url }) => type === 'link' && !(url ?? '').startsWith('#'))
    expect(links.map(({ url }) => url)).toEqual([])
    expect(nodes.filter(({ type, url }) => type === 'image' && url !== 'figures/glance.svg')).toEqual([])
    expect(nodes.filter(({ type }) => type === 'definition' || type === 'footnoteDefinition')).toEqual([])
  })

  it('has as many headings as the report', () => {
    expect(nodes.filter(({ type }) => type === 'heading')).toHaveLength(report.blocks.filter(({ kind }) => kind === 'heading').length)
  })

  it('holds every text, and no control or direction character', () => {
    expect(hostileMarks.filter((mark, index) => !text.includes(`${mark} `) || !text.includes(`after${index}`))).toEqual([])
    // oxlint-disable-next-line no-control-regex
    expect(text.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]/g)).toBeNull()
  })
})

describe('a hostile report as HTML', () => {
  const html = renderHtml(report)

  it('has no element, handler or address of theirs', () => {
    expect(html).not.toMatch(/<(?:script|img|iframe|b|style(?! |>)|foreignObject|image)\b[^>]*(?:alert|onerror|a\.example|passwd)/i)
    expect(html.match(/<script|<img|<iframe|<b>|<foreignObject/gi)).toBeNull()
    // What stands in quotes is a value.
    expect(html.replace(/"[^"]*"/g, '""').match(/<[^>]*\son\w+=/gi)).toBeNull()
    expect([...html.matchAll(/href="([^"]*)"/g)].filter(([, href]) => !(href ?? '').startsWith('#'))).toEqual([])
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('holds every text, and no control or direction character', () => {
    expect(hostileMarks.filter((mark, index) => !html.includes(mark) || !html.includes(`after${index}`))).toEqual([])
    // oxlint-disable-next-line no-control-regex
    expect(html.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2065\u2067]/g)).toBeNull()
  })

  it('isolates what runs from right to left', () => {
    expect(html).toMatch(/opened <bdi>דוח<\/bdi> 12 times/)
  })
})

describe('every form of a hostile report', () => {
  it.each(reportFormats.filter(({ extension }) => extension === 'md' || extension === 'html'))(
    'ends $name with the record it was rendered from',
    async (format) => {
      const text = new TextDecoder().decode(await format.render(report))
      const at = text.indexOf(report.head)
      expect(at).toBeGreaterThan(text.length - recordLine(report).length - 400)
      expect(text.slice(at)).toContain('--head abababababababab')
    },
  )
})
