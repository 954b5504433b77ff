import { showControls } from '../../../base/text.ts'

/** Attributes in the order they are written; those without a value are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>

/** An element of XML; its children are XML already. */
export function element(name: string, attributes: Attributes = {}, ...children: readonly string[]): string {
  let open = `<${name}`
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) open += ` ${key}="${escapeXml(String(value))}"`
  const inner = children.join('')
  return inner === '' ? `${open}/>` : `${open}>${inner}</${name}>`
}

/** An element whose whole content is its `w:val`, as most of a word processor's properties are. */
export function setting(name: string, value?: string | number): string {
  return value === undefined ? `<w:${name}/>` : `<w:${name} w:val="${escapeXml(String(value))}"/>`
}

// XML 1.0 allows no such character, not even as a reference: Word and LibreOffice refuse the whole file.
// oxlint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const special = /[&<>"]/

/** A text as XML that reads as this text, in content and in double-quoted attributes. */
export function escapeXml(text: string): string {
  const legal = text.replace(unwritable, '\ufffd')
  if (!special.test(legal)) return legal
  return legal.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** A text as one line for people: controls and direction marks visible, line ends as spaces. */
export function oneLine(text: string): string {
  return showControls(text).replace(/[\t\n]/g, ' ')
}

/** A whole part of the package. */
export function xmlPart(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`
}

/** Namespaces of the parts that hold text. */
export const wordNamespaces = {
  'xmlns:w': 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'xmlns:wp': 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
  'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
  'xmlns:pic': 'http://schemas.openxmlformats.org/drawingml/2006/picture',
  'xmlns:asvg': 'http://schemas.microsoft.com/office/drawing/2016/SVG/main',
} as const
