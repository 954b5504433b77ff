import { describe, expect, it } from 'vitest'
import { figurePng, figureSize } from './figure-png.ts'

const svg = (width: number, height: number, inner = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#fff"/>${inner}</svg>`

/** Width and height in the header of a PNG. */
function sizeOf(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset)
  return [view.getUint32(16), view.getUint32(20)]
}

describe('figurePng()', () => {
  it('draws as wide as a page is printed, and a tall figure as high', async () => {
    expect(sizeOf(await figurePng(svg(800, 200)))).toEqual([1_600, 400])
    expect(sizeOf(await figurePng(svg(100, 10_000)))).toEqual([20, 2_000])
  })

  it('gives the same bytes for the same drawing, and draws the words of any script', async () => {
    const said = (text: string): string => svg(400, 40, `<text x="5" y="25" font-family="Noto Sans">${text}</text>`)
    expect(await figurePng(said('abc'))).toEqual(await figurePng(said('abc')))
    const drawn = await Promise.all(['', 'abc', '中文', 'שלום', 'سلام', 'ไทย', '한국'].map((text) => figurePng(said(text))))
    expect(new Set(drawn.map((png) => Buffer.from(png).toString('base64'))).size).toBe(drawn.length)
  })

  it('says why it cannot draw', async () => {
    await expect(figurePng('no drawing')).rejects.toMatchObject({ code: 'figure' })
  })
})

describe('figureSize()', () => {
  it('reads what the drawing says, if it does', () => {
    expect(figureSize(svg(12.5, 4))).toEqual({ width: 12.5, height: 4 })
    for (const none of ['<svg/>', '<svg viewBox="0 0 0 5"/>', '']) expect(figureSize(none)).toBeUndefined()
  })
})
