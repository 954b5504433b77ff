import { expect, it } from 'vitest'
import { ownText } from './own-text.ts'

it.each(['', 'short', 'just long enough to be cut out', 'quotes " and \\ and \u0000 in it', 'half a pair: \ud83d and more', 'ä€😀 and so on'])(
  '`ownText()` gives %j back',
  (text) => {
    expect(ownText(`${text} tail`.slice(0, text.length))).toBe(text)
  },
)
