import { describe, expect, it } from 'vitest'
import { editDistance, nearestWord } from './nearest-word.ts'

const verbs = ['draft', 'report', 'verify', 'events', 'detect', 'indicators', 'formats', 'serve']

describe('nearestWord()', () => {
  it.each([
    ['dratf', 'draft'],
    ['verfy', 'verify'],
    ['event', 'events'],
    ['indicator', 'indicators'],
    ['ind', 'indicators'],
    ['format', 'formats'],
  ])('takes "%s" for "%s"', (typed, meant) => {
    expect(nearestWord(typed, verbs)).toBe(meant)
  })

  it.each(['', 'x', 'delete', 'zzzzzzzz', '/etc/passwd'])('takes "%s" for nothing', (typed) => {
    expect(nearestWord(typed, verbs)).toBeUndefined()
  })
})

describe('editDistance()', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
    ['draft', 'dratf', 1],
  ])('of "%s" and "%s" is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
    expect(editDistance(b, a)).toBe(distance)
  })
})
