import type { ByteBuffer } from './byte-buffer.ts'

/**
 * Appends numbers in Parquet's hybrid of runs and bit packing
 * (https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE): runs of eight and more as runs, the rest packed in groups of eight.
 */
export function appendHybrid(out: ByteBuffer, values: Uint32Array, bitWidth: number): void {
  const count = values.length
  let packedFrom = 0
  let at = 0
  while (at < count) {
    const value = values[at]
    let end = at + 1
    while (end < count && values[end] === value) end += 1
    const run = end - at
    if (run < 8) {
      at = end
      continue
    }
    // A packed stretch must be whole groups: a run gives up its first values to fill the last group.
    const missing = (8 - ((at - packedFrom) % 8)) % 8
    if (run - missing < 8) {
      at += run
      continue
    }
    const start = at + missing
    appendPacked(out, values.subarray(packedFrom, start), bitWidth)
    appendRun(out, { value: values[start] ?? 0, length: run - missing, bitWidth })
    at += run
    packedFrom = at
  }
  appendPacked(out, values.subarray(packedFrom), bitWidth)
}

/** A run of one number, of any length from 1. */
export function appendRun(out: ByteBuffer, { value, length, bitWidth }: { value: number; length: number; bitWidth: number }): void {
  out.varint(length * 2)
  for (let bits = 0; bits < bitWidth; bits += 8) out.byte((value >>> bits) & 0xff)
}

// The last group is filled up with zeros; readers know how many values there are.
function appendPacked(out: ByteBuffer, values: Uint32Array, bitWidth: number): void {
  if (values.length === 0) return
  const groups = Math.ceil(values.length / 8)
  out.varint(groups * 2 + 1)
  out.reserve(groups * bitWidth + 1)
  const { bytes } = out
  let at = out.length
  const end = at + groups * bitWidth
  let pending = 0
  let bits = 0
  for (let index = 0; index < values.length; index += 1) {
    pending |= (values[index] ?? 0) << bits
    bits += bitWidth
    while (bits >= 8) {
      bytes[at] = pending
      at += 1
      pending >>>= 8
      bits -= 8
    }
  }
  if (bits > 0) {
    bytes[at] = pending
    at += 1
  }
  bytes.fill(0, at, end)
  out.length = end
}

/** Bits that the largest number needs. */
export function bitWidthOf(largest: number): number {
  return 32 - Math.clz32(largest)
}
