import { describe, expect, it } from 'vitest'
import { createTextShare } from './text-share.ts'

describe('createTextShare()', () => {
  it('gives back what it is given, seen before or not', () => {
    const share = createTextShare()
    for (const text of ['s3.amazonaws.com', 's3.amazonaws.com', '', 'x'.repeat(1000), undefined]) expect(share(text)).toBe(text)
  })

  it('still answers when it has forgotten', () => {
    const share = createTextShare()
    for (let number = 0; number < 50_000; number += 1) share(`value ${number}`)
    expect(share('value 3')).toBe('value 3')
  })
})
