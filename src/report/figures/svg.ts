import { type Face, widthOf } from './measure.ts'

/*
 * The few shapes the figures are made of. Everything is written with presentation attributes, so that a figure looks the same alone, in a page, in a
 * text document and in print. What colour tells, a shape, a pattern or a word tells, too.
 */

/** Width of every figure. One unit is one point where a figure is printed 168 mm wide. */
export const width = 476
/** No figure is higher than this: it stands on one page with its caption. */
export const mostHeight = 640

export const ink = '#1c2733'
export const soft = '#556373'
export const hairline = '#b4bfca'
export const shade = '#eef1f4'
/** The attack. */
export const attack = '#a4262c'
/** The response. */
export const answer = '#1d5a85'
export const paper = '#ffffff'

/** Sizes of words, in units; the smallest is 8 points in print. */
export const small: Face = { size: 8 }
export const smallBold: Face = { size: 8, bold: true }
export const strong: Face = { size: 8.6, bold: true }

const fontFamily = "'Noto Sans', 'Segoe UI', -apple-system, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"

export type Point = readonly [x: number, y: number]

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A whole drawing on white, with its title for readers who cannot see it. */
export function drawing(height: number, title: string, parts: readonly string[]): string {
  const size = `width="${width}" height="${n(height)}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${n(height)}" ${size} role="img" font-family="${fontFamily}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect ${size} fill="${paper}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

export interface Words {
  /** Where the text begins, ends or has its middle, as `anchor` says. */
  readonly x: number
  /** The line the letters stand on. */
  readonly y: number
  readonly text: string
  readonly face?: Face
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly fill?: string
  /** Set behind the text in small semi-bold ink. */
  readonly value?: string
  /** Set behind the text, small and soft. */
  readonly note?: string
}

export function words({ x, y, text, face = small, anchor = 'start', fill = ink, value, note }: Words): string {
  const weight = face.bold === true ? ' font-weight="600"' : ''
  const side = anchor === 'start' ? '' : ` text-anchor="${anchor}"`
  const behind = `${value === undefined ? '' : run(value, smallBold, ink)}${note === undefined ? '' : run(note, small, soft)}`
  return `<text x="${n(x)}" y="${n(y)}" font-size="${face.size}"${side} fill="${fill}"${weight}>${written(text)}${behind}</text>`
}

// The space is one that nobody folds: programs differ in what they do with blanks between runs of text.
const space = '\u00a0'

function run(text: string, { size, bold = false }: Face, fill: string): string {
  return `<tspan font-size="${size}" font-weight="${bold ? 600 : 400}" fill="${fill}">${space}${written(text)}</tspan>`
}

// Marks that join or colour pictures: the engines that draw figures find no glyph for what they would make, and draw nothing but boxes.
const joining = /(?<=\p{Extended_Pictographic}\p{Variation_Selector}?)(?:\u200d|\p{Variation_Selector})/gu

function written(text: string): string {
  return escapeXml(text.replace(joining, ''))
}

/** Lines of text below each other; `y` is the line the first one stands on. */
export function linesOf(texts: readonly string[], at: Omit<Words, 'text' | 'value'>, leading = 10): string[] {
  return texts.map((text, index) => words({ ...at, text, y: at.y + index * leading }))
}

/** Width of a small text with its value behind. */
export function widthWithValue(text: string, value: string): number {
  return widthOf(text, small) + widthOf(space + value, smallBold)
}

/** Width of a strong text with a note behind. */
export function widthWithNote(text: string, note: string): number {
  return widthOf(text, strong) + widthOf(space + note, small)
}

export interface Stroke {
  readonly width?: number
  readonly dash?: string
  readonly stroke?: string
}

export function line(from: Point, to: Point, { width: thickness = 1, dash, stroke = ink }: Stroke = {}): string {
  const dashes = dash === undefined ? '' : ` stroke-dasharray="${dash}"`
  return `<line x1="${n(from[0])}" y1="${n(from[1])}" x2="${n(to[0])}" y2="${n(to[1])}" stroke="${stroke}" stroke-width="${thickness}"${dashes}/>`
}

export interface BoxStyle extends Stroke {
  readonly fill?: string
  readonly radius?: number
}

/** A rectangle; without `stroke` it has no outline. */
export function box(area: Area, { fill = paper, stroke, width: thickness = 1, dash, radius = 0 }: BoxStyle = {}): string {
  const outline =
    stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="${thickness}"${dash === undefined ? '' : ` stroke-dasharray="${dash}"`}`
  const corners = radius === 0 ? '' : ` rx="${radius}"`
  return `<rect x="${n(area.x)}" y="${n(area.y)}" width="${n(area.width)}" height="${n(area.height)}"${corners} fill="${fill}"${outline}/>`
}

export function shape(points: readonly Point[], { fill = paper, stroke, width: thickness = 1.3 }: BoxStyle = {}): string {
  const outline = stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="${thickness}"`
  return `<polygon points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')}" fill="${fill}"${outline}/>`
}

export function disc([x, y]: Point, radius: number, { fill = paper, stroke, width: thickness = 1.3 }: BoxStyle = {}): string {
  const outline = stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="${thickness}"`
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${fill}"${outline}/>`
}

/** Parallel slanting lines within an area, drawn one by one: patterns are drawn differently from program to program. */
export function hatch(
  { x, y, width: wide, height }: Area,
  { stroke = soft, width: thickness = 0.7, apart = 4 }: Stroke & { apart?: number } = {},
): string {
  const strokes: string[] = []
  for (let start = apart / 2; start < wide + height; start += apart) {
    const from: Point = start <= wide ? [x + start, y] : [x + wide, y + start - wide]
    const to: Point = start <= height ? [x, y + start] : [x + start - height, y + height]
    strokes.push(`M${n(from[0])} ${n(from[1])}L${n(to[0])} ${n(to[1])}`)
  }
  return strokes.length === 0 ? '' : `<path d="${strokes.join('')}" fill="none" stroke="${stroke}" stroke-width="${thickness}"/>`
}

/** An arrow head whose tip is at the point. */
export function arrowHead([x, y]: Point, direction: 'right' | 'left' | 'up' | 'down', fill = ink): string {
  const [along, across] = [6, 3.2]
  switch (direction) {
    case 'right':
      return shape(
        [
          [x, y],
          [x - along, y - across],
          [x - along, y + across],
        ],
        { fill },
      )
    case 'left':
      return shape(
        [
          [x, y],
          [x + along, y - across],
          [x + along, y + across],
        ],
        { fill },
      )
    case 'down':
      return shape(
        [
          [x, y],
          [x - across, y - along],
          [x + across, y - along],
        ],
        { fill },
      )
    case 'up':
      return shape(
        [
          [x, y],
          [x - across, y + along],
          [x + across, y + along],
        ],
        { fill },
      )
  }
}

/** What the attacker did: a diamond; hollow where it is only proposed. */
export function diamond([x, y]: Point, radius: number, isHollow = false): string {
  const points: Point[] = [
    [x, y - radius],
    [x + radius, y],
    [x, y + radius],
    [x - radius, y],
  ]
  return shape(points, { fill: isHollow ? paper : attack, stroke: attack })
}

/** What the organisation did or noticed: a disc; hollow where it is only proposed. */
export function ring(at: Point, radius: number, isHollow = false): string {
  return disc(at, radius, { fill: isHollow ? paper : answer, stroke: answer })
}

/** Numbers with at most one decimal: the same drawing everywhere. */
export function n(value: number): string {
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
