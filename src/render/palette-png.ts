import { crc32 } from 'node:zlib'
import { zlibSync } from 'fflate'

/** Pixels as a canvas gives them: four bytes each, red, green, blue, opacity. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray | Uint8Array
}

/**
 * A PNG with a palette of the picture's own colours, at most 256 (W3C PNG, colour type 3): drawings and pages of text are a fifth of the size they have
 * with four bytes a pixel. The most frequent colours stay exactly as they are; the rest, edges mostly, take the nearest. Opacity is ignored: what is
 * drawn stands on paper. The same pixels give the same bytes on every machine.
 */
export function palettePng({ width, height, data }: Pixels, most = 256): Uint8Array {
  const palette = frequentColours(data, most)
  const nearest = new Map(palette.map((colour, index) => [colour, index]))
  const lines = new Uint8Array((width + 1) * height)
  let last = -1
  let index = 0
  for (let y = 0, at = 0, to = 0; y < height; y += 1) {
    to += 1
    for (let x = 0; x < width; x += 1, at += 4, to += 1) {
      const colour = colourAt(data, at)
      if (colour !== last) {
        index = nearest.get(colour) ?? closest(palette, colour)
        nearest.set(colour, index)
        last = colour
      }
      lines[to] = index
    }
  }
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', zlibSync(lines, { level: 6 })),
    chunk('IEND', new Uint8Array()),
  ])
}

/** Half of the palette by frequency; then, one by one, what is farthest from all before it, so that a rare coloured mark does not turn grey. */
function frequentColours(data: Pixels['data'], most: number): number[] {
  const counts = new Map<number, number>()
  let last = -1
  let run = 0
  for (let at = 0; at <= data.length; at += 4) {
    const colour = at === data.length ? -1 : colourAt(data, at)
    if (colour !== last && last !== -1) {
      counts.set(last, (counts.get(last) ?? 0) + run)
      run = 0
    }
    last = colour
    run += 1
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour)
  if (sorted.length <= most) return sorted
  const chosen = sorted.slice(0, most / 2)
  const rest = sorted.slice(most / 2).map((colour) => ({ colour, far: Math.min(...chosen.map((other) => distance(other, colour))) }))
  while (chosen.length < most) {
    const next = rest.reduce((best, one) => (one.far > best.far ? one : best)).colour
    chosen.push(next)
    for (const one of rest) one.far = Math.min(one.far, distance(next, one.colour))
  }
  return chosen
}

function colourAt(data: Pixels['data'], at: number): number {
  return ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0)
}

function distance(a: number, b: number): number {
  return ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2
}

function closest(palette: readonly number[], colour: number): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (const [index, other] of palette.entries()) {
    const far = distance(other, colour)
    if (far < least) {
      least = far
      best = index
    }
  }
  return best
}

/** Length, type, data, and the check sum of the last two. */
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
