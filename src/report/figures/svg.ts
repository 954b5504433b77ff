/*
 * The few shapes the figures are made of. Everything is written with presentation attributes, so that a figure looks the same alone, in a page and
 * in print; the classes `paper`, `ink`, `soft` and `shade` let a page adapt it to a dark background.
 */

export const ink = '#1c2733'
export const soft = '#5a6878'
export const hairline = '#b9c3cd'
export const shade = '#e9edf1'
export const accent = '#a4262c'

const fontFamily = "'Noto Sans', 'Segoe UI', system-ui, -apple-system, 'Liberation Sans', Arial, sans-serif"

/** A whole drawing on white, with its title for readers who cannot see it. */
export function drawing(size: { width: number; height: number }, title: string, parts: readonly string[]): string {
  const { width, height } = size
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${fontFamily}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect class="paper" width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

export interface Words {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly size?: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly bold?: boolean
  readonly isSoft?: boolean
}

export function words({ x, y, text, size = 12, anchor = 'start', bold = false, isSoft = false }: Words): string {
  const weight = bold ? ' font-weight="600"' : ''
  return `<text class="${isSoft ? 'soft' : 'ink'}" x="${n(x)}" y="${n(y)}" font-size="${size}" text-anchor="${anchor}" fill="${isSoft ? soft : ink}"${weight}>${escapeXml(text)}</text>`
}

export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  style: { width?: number; dash?: boolean; isSoft?: boolean } = {},
): string {
  const { width = 1, dash = false, isSoft = false } = style
  return `<line class="${isSoft ? 'hairline' : 'stroke'}" x1="${n(from[0])}" y1="${n(from[1])}" x2="${n(to[0])}" y2="${n(to[1])}" stroke="${isSoft ? hairline : ink}" stroke-width="${width}"${dash ? ' stroke-dasharray="4 3"' : ''}/>`
}

export function box(
  at: { x: number; y: number; width: number; height: number },
  style: { fill?: 'shade' | 'paper'; isOutlined?: boolean } = {},
): string {
  const { fill = 'paper', isOutlined = true } = style
  const stroke = isOutlined ? ` stroke="${ink}" stroke-width="1"` : ''
  return `<rect class="${fill}${isOutlined ? ' stroke' : ''}" x="${n(at.x)}" y="${n(at.y)}" width="${n(at.width)}" height="${n(at.height)}" rx="${isOutlined ? 4 : 0}" fill="${fill === 'shade' ? shade : '#ffffff'}"${stroke}/>`
}

/** What the attacker did: a filled diamond; hollow where it is only proposed. */
export function diamond(x: number, y: number, radius: number, isHollow = false): string {
  const points = [
    [x, y - radius],
    [x + radius, y],
    [x, y + radius],
    [x - radius, y],
  ]
  return `<polygon class="attack${isHollow ? ' hollow' : ''}" points="${points.map((point) => point.map((value) => n(value ?? 0)).join(',')).join(' ')}" fill="${isHollow ? '#ffffff' : accent}" stroke="${accent}" stroke-width="1.4"/>`
}

/** What the organisation did or noticed: a ring, filled where it is settled. */
export function disc(x: number, y: number, radius: number, isHollow = false): string {
  return `<circle class="${isHollow ? 'paper stroke' : 'ink stroke'}" cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${isHollow ? '#ffffff' : ink}" stroke="${ink}" stroke-width="1.4"/>`
}

export function arrow(from: readonly [number, number], to: readonly [number, number]): string {
  const [x, y] = to
  const head = `<polygon class="ink" points="${n(x)},${n(y)} ${n(x - 8)},${n(y - 4)} ${n(x - 8)},${n(y + 4)}" fill="${ink}"/>`
  return line(from, [x - 7, y], { width: 1.4 }) + head
}

/** Breaks a text into at most `most` lines of about `columns` characters; what does not fit ends with an ellipsis. */
export function wrap(text: string, columns: number, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, columns))) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), `${(lines[most - 1] ?? '').slice(0, columns - 1)}…`]
}

function pieces(word: string, columns: number): string[] {
  const characters = [...word]
  if (characters.length <= columns) return word === '' ? [] : [word]
  const count = Math.ceil(characters.length / columns)
  return Array.from({ length: Math.min(count, 8) }, (_, index) => characters.slice(index * columns, (index + 1) * columns).join(''))
}

/** Numbers with at most one decimal: the same drawing everywhere. */
function n(value: number): string {
  return String(Math.round(value * 10) / 10)
}

// A character XML 1.0 does not allow would make the whole drawing unreadable.
// oxlint-disable-next-line no-control-regex
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export function escapeXml(text: string): string {
  return text
    .replace(notXml, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
