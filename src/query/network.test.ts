import { describe, expect, it } from 'vitest'
import { addressKey, isInNetwork, looksLikeNetwork, parseNetwork } from './network.ts'

describe('addressKey()', () => {
  it.each([
    ['203.0.113.7', '00000000000000000000ffffcb007107'],
    ['::ffff:203.0.113.7', '00000000000000000000ffffcb007107'],
    ['::', '0'.repeat(32)],
    ['2001:DB8::1', '20010db8000000000000000000000001'],
    ['2001:db8:0:0:0:0:0:1', '20010db8000000000000000000000001'],
    ['fe80::1%eth0', 'fe800000000000000000000000000001'],
    ['1:2:3:4:5:6:7::', '00010002000300040005000600070000'],
    ['64:ff9b::192.0.2.1', '0064ff9b0000000000000000c0000201'],
  ])('of %s', (text, key) => {
    expect(addressKey(text)).toBe(key)
  })

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4 ',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    'g::',
    '12345::',
    '1.2.3.4::',
    '::1.2.3',
    'a'.repeat(70),
  ])('is none of %j', (text) => {
    expect(addressKey(text)).toBeUndefined()
  })
})

describe('parseNetwork()', () => {
  it.each([
    ['203.0.113.77/24', '203.0.113.0', '203.0.113.255', '203.0.114.0'],
    ['203.0.113.64/27', '203.0.113.64', '203.0.113.95', '203.0.113.63'],
    ['203.0.113.7/32', '203.0.113.7', '::ffff:203.0.113.7', '203.0.113.8'],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255', '2001:db8::1'],
    ['2001:db8::/33', '2001:db8::', '2001:db8:7fff:ffff::', '2001:db8:8000::'],
    ['::/0', '::', '203.0.113.7', 'nothing'],
    ['192.0.2.9', '192.0.2.9', '192.0.2.9', '192.0.2.10'],
  ])('%s holds its first and last address, and no other', (text, first, last, outside) => {
    const network = parseNetwork(text)
    if (network === undefined) throw new Error(text)
    expect([first, last, outside].map((address) => isInNetwork(address, network))).toEqual([true, true, false])
  })

  it.each(['10.0.0.0/33', '::/129', '10.0.0/8', '10.0.0.0/', '10.0.0.0/-1', '10.0.0.0/8/8', '/8'])('refuses %s', (text) => {
    expect(parseNetwork(text)).toBeUndefined()
  })
})

describe('looksLikeNetwork()', () => {
  it('tells networks, possible or not, from paths and dates', () => {
    expect(['10.0.0.0/8', '10.0.0.0/99', '2001:db8::/32'].map(looksLikeNetwork)).toEqual([true, true, true])
    expect(['a/8', '10/8', '1/2/3', '2026/03', 'TLS/1', 'http://x/8'].map(looksLikeNetwork)).toEqual([false, false, false, false, false, false])
  })
})
