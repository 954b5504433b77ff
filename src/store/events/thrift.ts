import { ByteBuffer } from './byte-buffer.ts'

/**
 * A value in Thrift's compact protocol, as far as Parquet's metadata needs it
 * (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
 */
export type Thrift =
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'i32' | 'i64'; readonly value: number }
  | { readonly kind: 'binary'; readonly value: Uint8Array }
  | { readonly kind: 'list'; readonly of: Exclude<Thrift['kind'], 'bool'>; readonly items: readonly Thrift[] }
  | { readonly kind: 'struct'; readonly fields: ThriftFields }

/** Fields by their id, ascending; absent ones are left out. */
export type ThriftFields = readonly (readonly [id: number, value: Thrift | undefined])[]

export const i32 = (value: number): Thrift => ({ kind: 'i32', value })
export const i64 = (value: number): Thrift => ({ kind: 'i64', value })
export const bool = (value: boolean): Thrift => ({ kind: 'bool', value })
export const binary = (value: Uint8Array): Thrift => ({ kind: 'binary', value })
export const text = (value: string): Thrift => ({ kind: 'binary', value: Buffer.from(value) })
export const struct = (...fields: ThriftFields): Thrift => ({ kind: 'struct', fields })
export const list = (of: Exclude<Thrift['kind'], 'bool'>, items: readonly Thrift[]): Thrift => ({ kind: 'list', of, items })

const typeIds = { i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const

/** The bytes of a struct. */
export function encodeThrift(fields: ThriftFields): Buffer {
  const out = new ByteBuffer(1024)
  writeStruct(out, fields)
  return out.view()
}

function writeStruct(out: ByteBuffer, fields: ThriftFields): void {
  let last = 0
  for (const [id, value] of fields) {
    if (value === undefined) continue
    const type = value.kind === 'bool' ? (value.value ? 1 : 2) : typeIds[value.kind]
    // Ids in Parquet are less than 16 apart.
    out.byte(((id - last) << 4) | type)
    last = id
    writeValue(out, value)
  }
  out.byte(0)
}

function writeValue(out: ByteBuffer, value: Thrift): void {
  switch (value.kind) {
    case 'bool':
      return
    case 'i32':
    case 'i64':
      out.varint(value.value >= 0 ? value.value * 2 : -value.value * 2 - 1)
      return
    case 'binary':
      out.varint(value.value.length)
      out.append(value.value)
      return
    case 'list':
      writeListHead(out, value.items.length, typeIds[value.of])
      for (const item of value.items) writeValue(out, item)
      return
    case 'struct':
      writeStruct(out, value.fields)
  }
}

function writeListHead(out: ByteBuffer, size: number, type: number): void {
  if (size < 15) {
    out.byte((size << 4) | type)
    return
  }
  out.byte(0xf0 | type)
  out.varint(size)
}
