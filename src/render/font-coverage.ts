/*
 * Which characters a TrueType font can draw: its `cmap` table, formats 4 and 12
 * (https://learn.microsoft.com/en-us/typography/opentype/spec/cmap). Reads only our own fonts.
 */

/** The code points that at least one of the fonts can draw. */
export function fontCoverage(fonts: readonly Uint8Array[]): ReadonlySet<number> {
  const covered = new Set<number>()
  for (const font of fonts) readCmap(font, covered)
  return covered
}

function readCmap(font: Uint8Array, covered: Set<number>): void {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const cmap = tableOffset(view, 'cmap')
  if (cmap === undefined) return
  const count = view.getUint16(cmap + 2)
  for (let index = 0; index < count; index++) {
    const offset = cmap + view.getUint32(cmap + 4 + index * 8 + 4)
    const format = view.getUint16(offset)
    if (format === 4) readSegments(view, offset, covered)
    if (format === 12) readGroups(view, offset, covered)
  }
}

function tableOffset(view: DataView, name: string): number | undefined {
  const count = view.getUint16(4)
  for (let index = 0; index < count; index++) {
    const entry = 12 + index * 16
    const tag = String.fromCharCode(view.getUint8(entry), view.getUint8(entry + 1), view.getUint8(entry + 2), view.getUint8(entry + 3))
    if (tag === name) return view.getUint32(entry + 8)
  }
  return undefined
}

/** Format 4: segments of the basic plane; a character whose glyph is 0 is not drawn. */
function readSegments(view: DataView, offset: number, covered: Set<number>): void {
  const doubled = view.getUint16(offset + 6)
  const ends = offset + 14
  const starts = ends + doubled + 2
  const deltas = starts + doubled
  const ranges = deltas + doubled
  for (let segment = 0; segment < doubled; segment += 2) {
    const start = view.getUint16(starts + segment)
    const end = view.getUint16(ends + segment)
    const delta = view.getUint16(deltas + segment)
    const range = view.getUint16(ranges + segment)
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const raw = range === 0 ? code : view.getUint16(ranges + segment + range + (code - start) * 2)
      if (range !== 0 && raw === 0) continue
      if (((raw + delta) & 0xffff) !== 0) covered.add(code)
    }
  }
}

/** Format 12: groups of consecutive characters, of any plane. */
function readGroups(view: DataView, offset: number, covered: Set<number>): void {
  const count = view.getUint32(offset + 12)
  for (let group = 0; group < count; group++) {
    const at = offset + 16 + group * 12
    const end = view.getUint32(at + 4)
    for (let code = view.getUint32(at); code <= end; code++) covered.add(code)
  }
}
