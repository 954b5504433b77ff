import { unzlibSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { palettePng } from './palette-png.ts'

/** The colours of a picture with a palette, pixel by pixel, as a reader of PNG finds them. */
function coloursOf(png: Uint8Array): { width: number; height: number; colours: string[] } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const chunks = new Map<string, Uint8Array>()
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    chunks.set(new TextDecoder('latin1').decode(png.subarray(at + 4, at + 8)), png.subarray(at + 8, at + 8 + view.getUint32(at)))
  }
  const header = chunks.get('IHDR') ?? new Uint8Array(13)
  const [width, height] = [new DataView(header.buffer, header.byteOffset).getUint32(0), new DataView(header.buffer, header.byteOffset).getUint32(4)]
  const palette = chunks.get('PLTE') ?? new Uint8Array()
  const lines = unzlibSync(chunks.get('IDAT') ?? new Uint8Array())
  const indices = Array.from({ length: height }, (_, y) => [...lines.subarray(y * (width + 1) + 1, (y + 1) * (width + 1))]).flat()
  return { width, height, colours: indices.map((index) => [...palette.subarray(index * 3, index * 3 + 3)].join(' ')) }
}

const pixels = (colours: readonly (readonly [number, number, number])[], width: number) => ({
  width,
  height: colours.length / width,
  data: Uint8Array.from(colours.flatMap((colour) => [...colour, 255])),
})

describe('palettePng()', () => {
  it('keeps every colour of a picture with few of them', () => {
    const png = palettePng(
      pixels(
        [
          [255, 255, 255],
          [1, 2, 3],
          [255, 192, 0],
          [255, 255, 255],
          [0, 0, 0],
          [178, 34, 34],
        ],
        3,
      ),
    )
    expect(coloursOf(png)).toEqual({ width: 3, height: 2, colours: ['255 255 255', '1 2 3', '255 192 0', '255 255 255', '0 0 0', '178 34 34'] })
  })

  it('keeps a rare mark in its colour and gives shades the nearest of theirs', () => {
    const greys = Array.from({ length: 255 }, (_, shade) => Array.from({ length: 3 }, () => [shade, shade, shade] as const)).flat()
    const { colours } = coloursOf(palettePng(pixels([...greys, [255, 192, 0]], 766), 16))
    expect(colours.at(-1)).toBe('255 192 0')
    expect(new Set(colours).size).toBe(16)
    for (const [index, colour] of colours.slice(0, -1).entries())
      expect(Math.abs(Number(colour.split(' ')[0]) - Math.floor(index / 3))).toBeLessThan(70)
  })
})
