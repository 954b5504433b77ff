/** CRC-64 of xz (ECMA-182, reflected) in two halves of 32 bits: numbers of 64 bits would be twenty times slower. */
export function createCrc64(): { update(bytes: Uint8Array): void; digest(): Buffer } {
  let low = -1
  let high = -1
  return {
    update(bytes) {
      for (const byte of bytes) {
        const index = ((low ^ byte) & 0xff) << 1
        low = ((low >>> 8) | (high << 24)) ^ (table[index] ?? 0)
        high = (high >>> 8) ^ (table[index + 1] ?? 0)
      }
    },
    digest() {
      const bytes = Buffer.alloc(8)
      bytes.writeInt32LE(~low, 0)
      bytes.writeInt32LE(~high, 4)
      return bytes
    },
  }
}

/** Low and high half for each byte. */
const table = Int32Array.from({ length: 512 }, (_, index) => {
  let value = BigInt(index >> 1)
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1n) === 1n ? (value >> 1n) ^ 0xc96c5795d7870f42n : value >> 1n
  return Number(BigInt.asIntN(32, index % 2 === 0 ? value : value >> 32n))
})
