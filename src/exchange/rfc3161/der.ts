import type { BaseBlock } from 'asn1js'

/** The DER of a block that was just made. */
export function derOf(block: { toBER(): ArrayBuffer }): Uint8Array {
  return new Uint8Array(block.toBER())
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index])
}

/** The blocks inside a constructed one; none where it holds none. */
export function partsOf(block: BaseBlock | undefined): readonly BaseBlock[] {
  const value: unknown = block?.valueBlock
  return typeof value === 'object' && value !== null && 'value' in value && Array.isArray(value.value) ? value.value : []
}
