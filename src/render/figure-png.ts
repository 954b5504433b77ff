import { fileURLToPath } from 'node:url'
import type { Resvg } from '@resvg/resvg-js'
import { AppError, messageOf } from '../base/error.ts'

/** Wide enough for print: about 240 dots an inch on a page of A4. */
const width = 1_600

/** Names are written out so that the bundle finds them. */
function fontFiles(): string[] {
  return [
    import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
    import.meta.resolve('@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf'),
    import.meta.resolve('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
    import.meta.resolve('@expo-google-fonts/noto-sans-mono/400Regular/NotoSansMono_400Regular.ttf'),
  ].map((address) => fileURLToPath(address))
}

/** A figure as PNG, with our own fonts: the same drawing gives the same pixels on every machine. Throws AppError `figure`. */
export async function figurePng(svg: string): Promise<Uint8Array> {
  const Engine = await loadEngine()
  try {
    const drawn = new Engine(svg, {
      fitTo: { mode: 'width', value: width },
      font: {
        loadSystemFonts: false,
        fontFiles: fontFiles(),
        defaultFontFamily: 'Noto Sans',
        sansSerifFamily: 'Noto Sans',
        monospaceFamily: 'Noto Sans Mono',
      },
    })
    return new Uint8Array(drawn.render().asPng())
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
