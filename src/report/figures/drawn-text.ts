import { type Face, widthOf } from './measure.ts'

/*
 * What a drawing's words are and where they stand, read back from its SVG: for checks that no two words touch and that all stand within the drawing.
 */

export interface DrawnText {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly size: number
}

const element = /<text x="([\d.-]+)" y="([\d.-]+)" font-size="([\d.]+)"([^>]*)>(.*?)<\/text>/g
const piece = /<tspan font-size="([\d.]+)" font-weight="(\d+)"[^>]*>(.*?)<\/tspan>/g

/** Every text of a drawing with its box, as measured in Noto Sans. */
export function drawnTexts(svg: string): DrawnText[] {
  return [...svg.matchAll(element)].map(([, x = '', y = '', size = '', attributes = '', content = '']) => {
    const bold = attributes.includes('font-weight="600"')
    const own = content.replace(piece, '')
    const behind = [...content.matchAll(piece)].map(([, pieceSize = '', weight = '', text = '']) => ({
      text: unescapeXml(text),
      face: { size: Number(pieceSize), bold: weight === '600' } satisfies Face,
    }))
    const wide = widthOf(unescapeXml(own), { size: Number(size), bold }) + behind.reduce((sum, { text, face }) => sum + widthOf(text, face), 0)
    const left = Number(x) - (attributes.includes('"end"') ? wide : attributes.includes('"middle"') ? wide / 2 : 0)
    return {
      text: [unescapeXml(own), ...behind.map(({ text }) => text)].join(''),
      left,
      right: left + wide,
      // Capitals and digits reach about 0.72 of the size above the line, descenders 0.2 below.
      top: Number(y) - 0.72 * Number(size),
      bottom: Number(y) + 0.2 * Number(size),
      size: Number(size),
    }
  })
}

/** Pairs of texts that touch, as words for a message. */
export function touching(texts: readonly DrawnText[]): string[] {
  return texts.flatMap((a, index) =>
    texts
      .slice(index + 1)
      .filter((b) => a.left < b.right - 0.2 && b.left < a.right - 0.2 && a.top < b.bottom - 0.2 && b.top < a.bottom - 0.2)
      .map((b) => `"${a.text}" and "${b.text}"`),
  )
}

function unescapeXml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}
