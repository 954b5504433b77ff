import { unreachable } from '../../../base/error.ts'
import { isSafeLink } from '../../../model/prose.ts'
import type { Inline } from '../../../model/report.ts'
import { isRightToLeft } from '../../direction.ts'
import { linkId, type Pen } from './pen.ts'
import { lines, type RunLook, words } from './runs.ts'

/** Word refuses files with longer addresses. */
const longestAddress = 2_000

/** The inlines of a paragraph as runs and hyperlinks. */
export function inlines(content: readonly Inline[], pen: Pen): string {
  let xml = ''
  for (const inline of content) xml += inlineXml(inline, pen)
  return xml
}

/** True where the first letter of a paragraph runs from right to left: so does the paragraph. */
export function runsRightToLeft(content: readonly Inline[]): boolean {
  const first = content.find((one) => 'text' in one && /\p{L}/u.test(one.text))
  return first !== undefined && 'text' in first && isRightToLeft(first.text)
}

function inlineXml(inline: Inline, pen: Pen): string {
  switch (inline.kind) {
    case 'text':
      return inline.code === true ? lines(inline.text, lookOf(inline)) : words(inline.text, lookOf(inline))
    case 'link':
      return link(inline, pen)
    case 'citation':
      return jump(inline.target, words(`[${inline.label}]`, { style: 'Citation' }), pen) ?? words(`[${inline.label}]`)
    case 'badge':
      return words(`\u00a0${inline.text}\u00a0`, { style: 'Badge' })
    case 'break':
      return '<w:r><w:br/></w:r>'
    default:
      return unreachable(inline)
  }
}

function lookOf({ strong, emphasis, code }: Extract<Inline, { kind: 'text' }>): RunLook {
  return { ...(code === true ? { style: 'CodeText' as const } : {}), strong: strong === true, emphasis: emphasis === true }
}

function link({ text, href }: Extract<Inline, { kind: 'link' }>, pen: Pen): string {
  const shown = words(text, { style: 'Hyperlink' })
  if (href.startsWith('#')) return jump(href.slice(1), shown, pen) ?? words(text)
  const address = addressOf(href)
  return address === undefined ? words(text) : `<w:hyperlink r:id="${linkId(pen, address)}" w:history="1">${shown}</w:hyperlink>`
}

/** A link inside the document; undefined where there is nothing to jump to. */
export function jump(target: string, shown: string, { anchors }: Pen): string | undefined {
  const name = anchors.get(target)
  return name === undefined ? undefined : `<w:hyperlink w:anchor="${name}" w:history="1">${shown}</w:hyperlink>`
}

/** An address as Word takes it: what is no address at all would make the file unreadable. */
function addressOf(href: string): string | undefined {
  if (!isSafeLink(href) || !URL.canParse(href)) return undefined
  const address = new URL(href).href
  return isSafeLink(address) && address.length <= longestAddress ? address : undefined
}
