import { describe, expect, it } from 'vitest'
import { parseQuery } from './parse.ts'
import { caretText, errorText } from './query-error.ts'

describe('caretText()', () => {
  it.each([
    ['a usr:x b', 2, 5, 'a usr:x b\n  ^^^'],
    ['a', 1, 2, 'a\n ^'],
    ['', 0, 1, '\n^'],
    ['\ta:x', 1, 2, ' a:x\n ^'],
    ['日本 a:x', 3, 4, '日本 a:x\n     ^'],
    ['e\u0301 a:x', 3, 4, 'e\u0301 a:x\n  ^'],
    ['\u202e😀x', 3, 4, '·😀x\n   ^'],
    ['one\ntwo x:y\nthree', 8, 9, 'two x:y\n    ^'],
    ['a (b\nc', 2, 6, 'a (b\n  ^^'],
  ])('shows the place in %j', (text, start, end, shown) => {
    expect(caretText(text, { start, end })).toBe(shown)
  })

  it('cuts a long text around the place', () => {
    const text = `${'x'.repeat(500)} usr:a ${'y'.repeat(500)}`
    const [line = '', carets = ''] = caretText(text, { start: 501, end: 504 }).split('\n')
    expect([line.length < 140, line.startsWith('…x'), line.endsWith('y…')]).toEqual([true, true, true])
    expect(line.slice(carets.indexOf('^'), carets.length)).toBe('usr')
  })

  it('keeps characters of two units whole, and every place in bounds', () => {
    const text = '😀'.repeat(200)
    for (const start of [0, 1, 121, 399, 400, 900]) expect(caretText(text, { start, end: start + 1 })).not.toMatch(/^[\udc00-\udfff]|·/)
  })
})

describe('errorText()', () => {
  it('lists every mistake with its place and what to write instead', () => {
    const text = 'usr:alice status:4xx'
    const parsed = parseQuery(text)
    expect(parsed.ok ? '' : errorText(text, parsed.errors)).toBe(
      [
        'There is no field "usr"',
        text,
        '^^^',
        'You may have meant user. One of the source\'s own fields is written fields.usr. To search for the text, put it in quotes: "usr:alice"',
        '',
        '"4xx" is no number',
        text,
        '                 ^^^',
        'Write status:4*, status>=1000 or status>10MB',
      ].join('\n'),
    )
  })
})
