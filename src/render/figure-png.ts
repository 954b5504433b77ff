import type { Resvg } from '@resvg/resvg-js'
import { AppError, messageOf } from '../base/error.ts'
import { fontsFor } from './fonts.ts'
import { palettePng } from './palette-png.ts'

/** Wide enough for print: about 240 dots an inch on a page of A4. */
const width = 1_600
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
      fitTo: { mode: 'width', value: width },
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

async function loadEngine(): Promise<typeof Resvg> {
  try {
    return (await import('@resvg/resvg-js')).Resvg
  } catch (cause) {
    throw new AppError('figure', 'Cannot load the engine that draws figures for Word on this machine; choose the other forms: --format md,html,pdf', {
      cause,
    })
  }
}
