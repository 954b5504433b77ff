import { describe, expect, it } from 'vitest'
import { completeQuery, insertField, insertValue } from './complete.ts'
import { parseQuery } from './parse.ts'

/** The completion where `|` stands in the text, with what would be replaced between brackets. */
function completeAt(marked: string): { kind: string; prefix: string; fields: readonly string[]; replaced: string; texts: string[] } {
  const cursor = marked.indexOf('|')
  const text = marked.replace('|', '')
  const { kind, prefix, fields, replace, options } = completeQuery(text, cursor)
  return { kind, prefix, fields, replaced: text.slice(replace.start, replace.end), texts: options.map((option) => option.text) }
}

describe('completeQuery()', () => {
  it.each([
    ['|', '', '', ['time:', 'account:']],
    ['us|', 'us', 'us', ['user:', 'user.id:']],
    ['-us|', 'us', 'us', ['user:']],
    ['x (not Hos|', 'Hos', 'Hos', ['host:', 'host.name:']],
    ['dest|ination.ip:1', 'dest', 'destination.ip', ['destination.domain:', 'destination.ip:']],
    ['user:alice a|', 'a', 'a', ['account:', 'action:', 'and ']],
    ['status:404 |', '', '', ['time:', 'account:']],
    ['f|', 'f', 'f', ['file:', 'fields.']],
    ['pat|', 'pat', 'pat', ['path:', 'url.path:']],
    ['x fields."|', 'fields."', 'fields."', []],
    ['x -fields."a.b c|', 'fields."a.b c', 'fields."a.b c', []],
    ['fields.x."a.b".c|', 'fields.x."a.b".c', 'fields.x."a.b".c', []],
    ['fields."a.|b".c:1 x', 'fields."a.', 'fields."a.b".c', []],
  ])('offers fields at %s', (marked, prefix, replaced, texts) => {
    const found = completeAt(marked)
    expect(found).toMatchObject({ kind: 'field', prefix, replaced, fields: [] })
    expect(found.texts).toEqual(expect.arrayContaining(texts))
    expect(found.texts.length).toBeLessThanOrEqual(20)
  })

  it.each([
    ['user:al|', ['user.name'], 'al', 'al'],
    ['user:|', ['user.name'], '', ''],
    ['user: |', ['user.name'], '', ''],
    ['ip:203.|0 x', ['source.ip', 'destination.ip'], '203.', '203.0'],
    ['ip:2001:db|', ['source.ip', 'destination.ip'], '2001:db', '2001:db'],
    ['user:"Alice B|ob" x', ['user.name'], 'Alice B', '"Alice Bob"'],
    ['user:"Alice \\"B|', ['user.name'], 'Alice "B', '"Alice \\"B'],
    ['user:(alice or b|)', ['user.name'], 'b', 'b'],
    ['user:(|', ['user.name'], '', ''],
    ['user:(not (alice or |', ['user.name'], '', ''],
    ['fields.a.b:x|', ['fields.a.b'], 'x', 'x'],
    ['user:a\\ b|', ['user.name'], 'a b', 'a\\ b'],
    ['status>=4|', ['http.response.status_code'], '4', '4'],
    ['time>=2026|', [], '2026', '2026'],
  ])('asks for values at %s', (marked, fields, prefix, replaced) => {
    expect(completeAt(marked)).toMatchObject({ kind: 'value', fields, prefix, replaced, texts: [] })
  })

  it('knows the values of an outcome, and what joins the values of a group', () => {
    expect(completeAt('outcome:f|')).toMatchObject({ kind: 'value', texts: ['failure'] })
    expect(completeAt('outcome:(success or |)').texts).toEqual(['success', 'failure', 'unknown'])
    expect(completeAt('user:(alice |)')).toMatchObject({ kind: 'operator', texts: ['and ', 'or ', 'not '] })
  })

  it.each(['"a phrase |', '/a\\d|', 'user:/a\\d+|', '/a(b|'])('offers nothing inside %s', (marked) => {
    expect(completeAt(marked).texts).toEqual([])
  })

  it('never throws, and replaces what is there', () => {
    const pieces = ['user:', '(', ')', '"', '/', '\\', ' ', 'a', 'or', '-', 'fields."', '.', '>', '\ud800', '!']
    let state = 9
    const chance = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
      return (state >> 8) % below
    }
    for (let round = 0; round < 5_000; round++) {
      const text = Array.from({ length: chance(12) }, () => pieces[chance(pieces.length)] ?? '').join('')
      const cursor = chance(text.length + 2)
      const { start, end } = completeQuery(text, cursor).replace
      expect(start <= Math.min(cursor, text.length) && end >= start && end <= text.length, `${text} at ${cursor}: ${start}..${end}`).toBe(true)
    }
  })
})

describe('insertValue()', () => {
  it.each(['alice', 'Alice B', 'a"b\\', 'or', '*', '/x/', '-1', '10.0.0.0/8', '2001:db8::1', '<b>', '(', 'é', '\n'])(
    'puts %j in so that it is read as it is',
    (value) => {
      const parsed = parseQuery(`${insertField({ kind: 'own', path: ['a b', 'c'] })}${insertValue(value)}`)
      expect(parsed).toMatchObject({ ok: true, query: { field: { path: ['a b', 'c'] }, test: { op: 'is', value } } })
    },
  )
})
