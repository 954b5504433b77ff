import type { Resvg } from '@resvg/resvg-js'
import { AppError, messageOf } from '../base/error.ts'
import { fontsFor } from './fonts.ts'
import { palettePng } from './palette-png.ts'

/** Enough for print: about 240 dots an inch on a page of A4. */
const most = { width: 1_600, height: 2_000 }
/** A drawing has a handful of colours and the shades of their edges: a document with many figures stays small. */
const colours = 64

/**
 * A figure as PNG, with our own fonts: the same drawing gives the same pixels on every machine. Where one text mixes scripts whose letters join, the
 * engine shows boxes for what it cannot bring together. Throws AppError `figure`.
 */
export async function figurePng(svg: string): Promise<Uint8Array> {
  const Engine = await loadEngine()
  try {
    const drawn = new Engine(svg, {
      background: 'white',
      fitTo: isTall(svg) ? { mode: 'height', value: most.height } : { mode: 'width', value: most.width },
      font: {
        loadSystemFonts: false,
        fontFiles: [...fontsFor(svg).paths],
        defaultFontFamily: 'Noto Sans',
        sansSerifFamily: 'Noto Sans',
        monospaceFamily: 'Noto Sans Mono',
      },
    })
    const { width: across, height, pixels } = drawn.render()
    return palettePng({ width: across, height, data: pixels }, colours)
  } catch (cause) {
    throw new AppError('figure', `Cannot draw a figure as pixels: ${messageOf(cause)}`, { cause })
  }
}

/** Width and height of an SVG as it says them; undefined where it does not. */
export function figureSize(svg: string): { width: number; height: number } | undefined {
  const [, width = 0, height = 0] = (/<svg\b[^>]*\bviewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"/.exec(svg) ?? []).map(Number)
  return width > 0 && height > 0 ? { width, height } : undefined
}

/** A drawing higher than a page, as wide as one, would cost hundreds of megabytes to draw. */
function isTall(svg: string): boolean {
  const size = figureSize(svg)
  return size !== undefined && size.height / size.width > most.height / most.width
}

async function loadEngine(): Promise<typeof Resvg> {
  try {
    return (await import('@resvg/resvg-js')).Resvg
  } catch (cause) {
    throw new AppError('figure', 'Cannot load the engine that draws figures for Word on this machine; choose the other forms: --format md,html,pdf', {
      cause,
    })
  }
}
