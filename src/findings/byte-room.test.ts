import { describe, expect, it } from 'vitest'
import { ByteRoom } from './byte-room.ts'

describe('ByteRoom', () => {
  it('`place()` gives places that are large enough and never overlap', () => {
    const room = new ByteRoom()
    const sizes = [1, 64, 300, 5_000, 1, 8_192, ...Array.from({ length: 200 }, (_, index) => 37 * (index + 1))]
    const places = sizes.map((size) => room.place(size))
    places.forEach(({ block, start, size }, index) => {
      expect(size).toBeGreaterThanOrEqual(sizes[index] ?? 0)
      block.fill(index % 251, start, start + size)
    })
    places.forEach(({ block, start, size }, index) => {
      expect(block.subarray(start, start + size).every((byte) => byte === index % 251)).toBe(true)
    })
  })
})
