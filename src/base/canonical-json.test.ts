import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { sha256Hex } from './canonical-json.ts'

describe('sha256Hex()', () => {
  it('gives the digests of FIPS 180-4', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  it('hashes the UTF-8 of texts, part of a buffer, and lone surrogates as U+FFFD', () => {
    const bytes = new TextEncoder().encode('før – 😀')
    expect(sha256Hex('før – 😀')).toBe(bytesToHex(sha256(bytes)))
    expect(sha256Hex(bytes.subarray(2, 7))).toBe(bytesToHex(sha256(bytes.slice(2, 7))))
    expect(sha256Hex('\ud800')).toBe(sha256Hex('\ufffd'))
  })
})
