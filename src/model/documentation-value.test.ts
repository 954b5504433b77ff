import { describe, expect, it } from 'vitest'
import { isDocumentationValue } from './documentation-value.ts'

describe('isDocumentationValue()', () => {
  it.each([
    ['ipv4', '192.0.2.199', true],
    ['ipv4', '198.51.100.1', true],
    ['ipv4', '203.0.113.77', true],
    ['ipv4', '192.0.20.1', false],
    ['ipv4', '10.0.0.1', false],
    ['ipv6', '2001:db8:786f:3aa::504', true],
    ['ipv6', '2001:db80::1', false],
    ['domain', 'in.cdn-push.example', true],
    ['domain', 'www.example.org', true],
    ['domain', 'notexample.org', false],
    ['user-agent', 'example', false],
  ] as const)('says of %s %s: %s', (type, value, expected) => {
    expect(isDocumentationValue(type, value)).toBe(expected)
  })
})
