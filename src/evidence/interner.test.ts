import { describe, expect, it } from 'vitest'
import { createInterner } from './interner.ts'

describe('createInterner()', () => {
  it('gives back what it is given, seen before or not', () => {
    const intern = createInterner()
    for (const text of ['s3.amazonaws.com', 's3.amazonaws.com', '', 'x'.repeat(1000), undefined]) expect(intern(text)).toBe(text)
  })

  it('still answers when it has forgotten', () => {
    const intern = createInterner()
    for (let number = 0; number < 50_000; number += 1) intern(`value ${number}`)
    expect(intern('value 3')).toBe('value 3')
  })
})
