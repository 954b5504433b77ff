/** One header of a tar archive as it stands there: POSIX ustar, GNU and the older format without a magic word. */
export interface TarHeader {
  readonly name: string
  readonly size: number
  readonly modifiedMs: number | undefined
  /** The character that says what it is: "0" a file, "5" a folder, "x" an extended header … */
  readonly type: string
  readonly linkName: string
}

export const tarBlockBytes = 512

/** Reads one block; undefined where its checksum or a number in it is wrong. */
export function readTarHeader(block: Buffer): TarHeader | undefined {
  if (block.length < tarBlockBytes || !hasChecksum(block)) return undefined
  const size = readNumber(block, 124, 12)
  if (size === undefined) return undefined
  const seconds = readNumber(block, 136, 12)
  const isUstar = block.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = isUstar ? readText(block, 345, 155) : ''
  const name = readText(block, 0, 100)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    modifiedMs: seconds === undefined ? undefined : seconds * 1000,
    type: block.toString('latin1', 156, 157),
    linkName: readText(block, 157, 100),
  }
}

/** The sum of all bytes with the checksum itself as spaces; old programs added signed bytes. */
function hasChecksum(block: Buffer): boolean {
  const said = readNumber(block, 148, 8)
  let sum = 0
  let signed = 0
  for (let at = 0; at < tarBlockBytes; at += 1) {
    const byte = at >= 148 && at < 156 ? 0x20 : (block[at] ?? 0)
    sum += byte
    signed += byte > 127 ? byte - 256 : byte
  }
  return said === sum || said === signed
}

/** Octal digits, or for large numbers the bytes themselves with the first bit set (GNU). Undefined where it is neither, or negative. */
function readNumber(block: Buffer, offset: number, length: number): number | undefined {
  const first = block[offset] ?? 0
  if (first === 0x80) {
    let value = 0
    for (let at = offset + 1; at < offset + length; at += 1) value = value * 256 + (block[at] ?? 0)
    return Number.isSafeInteger(value) ? value : undefined
  }
  const text = readText(block, offset, length).trim()
  if (text === '') return 0
  return /^[0-7]{1,16}$/.test(text) ? Number.parseInt(text, 8) : undefined
}

function readText(block: Buffer, offset: number, length: number): string {
  const end = block.indexOf(0, offset)
  return block.toString('utf8', offset, end === -1 || end > offset + length ? offset + length : end)
}

/** The fields of a POSIX extended header ("27 mtime=1350244992.02396\n" …); undefined where it is none. */
export function readPaxFields(bytes: Buffer): Map<string, string> | undefined {
  const fields = new Map<string, string>()
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] === 0) break
    const space = bytes.indexOf(0x20, at)
    const length = Number(bytes.toString('latin1', at, space === -1 ? at : Math.min(space, at + 12)))
    const end = at + length
    if (!Number.isInteger(length) || length < 5 || end > bytes.length || bytes[end - 1] !== 0x0a) return undefined
    const text = bytes.toString('utf8', space + 1, end - 1)
    const equals = text.indexOf('=')
    if (equals < 1) return undefined
    fields.set(text.slice(0, equals), text.slice(equals + 1))
    at = end
  }
  return fields
}
