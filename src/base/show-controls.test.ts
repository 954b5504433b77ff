import { describe, expect, it } from 'vitest'
import { showControls } from './text.ts'

describe('showControls()', () => {
  it.each([
    ['a\u202eb\u2066c', 'a\\u202eb\\u2066c'],
    ['a\u0000b\u001b[31mc\u009d', 'a\\u0000b\\u001b[31mc\\u009d'],
    ['exa\u200bmple\u00ad.com', 'exa\\u200bmple\\u00ad.com'],
    ['a\u200db', 'a\\u200db'],
    ['hi\u{e0041}', 'hi\\u{e0041}'],
    ['line\nand\ttab', 'line\nand\ttab'],
    ['half \ud800 pair', 'half \ud800 pair'],
  ])('shows what changes or hides text: %j', (text, shown) => {
    expect(showControls(text)).toBe(shown)
  })

  it.each(['👩\u200d👩\u200d👧', '👩🏽\u200d🚀', '❤\ufe0f\u200d🔥', 'می\u200cخواهم', 'क्\u200dष'])(
    'keeps joiners that belong to the spelling: %s',
    (text) => {
      expect(showControls(text)).toBe(text)
    },
  )
})
