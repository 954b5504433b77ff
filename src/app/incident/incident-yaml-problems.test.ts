import { describe, expect, it } from 'vitest'
import { applyChanges } from '../../incident/apply-change.ts'
import type { Change } from '../../model/edit.ts'
import { emptyIncident, type Incident } from '../../model/incident.ts'
import { changesFromYaml } from '../../exchange/incident-yaml.ts'

const empty = emptyIncident('INC-2026-0001')

function apply(document: Incident, changes: readonly Change[]): Incident {
  const applied = applyChanges(document, changes)
  if (!applied.ok) throw new Error(applied.errors.map(({ message }) => message).join('; '))
  return applied.value
}

const whole = `
author: Rosa Keller
timezone: Europe/Berlin
title: Leaked cloud key
severity: high
roles:
  Incident commander: Rosa Keller
summary:
  text: |
    A key **leaked**.

    Nobody lost service.
moments:
  detected: 2026-03-01 10:15 UTC
  declared: { at: 2026-03-01 13:00, by: inside, note: by the on-call lead }
timeline:
  - text: The on-call lead called the provider
    kind: communication
    occurred: 2026-03-01 12:00
causes:
  - statement: No second factor on the account
    kind: technical cause
recommendations:
  - title: Require a second factor
    priority: critical
    causes: [No second factor on the account]
lessons:
  went well: [The on-call lead answered at once]
notifications:
  eu-gdpr-33: { decision: applies, triggers: { awareness: 2026-03-01 10:15 UTC } }
`

/** Numbers below a limit, the same ones each run. */
function sequence(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % limit
  }
}

describe('changesFromYaml() of an odd file', () => {
  const wordsOf = (text: string): string[] => changesFromYaml(text, 'incident.yaml', empty).problems.map(({ line, message }) => `${line}: ${message}`)

  it('takes keys that every object has for unknown ones', () => {
    expect(wordsOf('constructor: 1\n__proto__:\n  a: 1\n')).toEqual([
      '1: Unknown key "constructor"',
      expect.stringContaining('2: Unknown key "__proto__"'),
    ])
  })

  it('says in words what the parser cannot take', () => {
    expect(wordsOf('title: A\n---\ntitle: B\n')).toEqual([expect.stringContaining('second document')])
    expect(wordsOf(`title: ${'['.repeat(20_000)}`).join()).not.toContain('call stack')
    expect(wordsOf('a: b\n\u001b[31mx').join()).not.toContain('\u001b')
  })
})

describe('changesFromYaml()', () => {
  it('names every problem with line, column and path, and changes nothing', () => {
    const text = `title: ok
titel: Leaked key
state: solved
moments:
  detected: 2026-03-01 10:15
  contaned: 2026-03-01 10:15 UTC
recommendations:
  - tilte: x
  - title: Rotate keys
    priority: urgent
    due: 2026-02-30
timeline:
  - text: something happened
impact:
  data:
    - type: mail
      records: many
      citations: []
lessons: [a]
causes: [a]
rootCause:
  initialAccess:
    factors: [b]
`
    const { changes, problems } = changesFromYaml(text, 'incident.yaml', empty)
    expect(changes).toEqual([])
    expect(problems.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`)).toEqual([
      '2:1  Unknown key "titel": did you mean "title"?',
      '3:8 /state Cannot read "state": "solved" is none of the choices: wanted "ongoing", "contained", "eradicated", "remediated" and "closed"',
      '5:13 /moments/detected/at Cannot read the time "2026-03-01 10:15": it states no time zone: write "2026-03-01 10:15 UTC" or "2026-03-01 10:15 Europe/Berlin"',
      '6:3 /moments Unknown key "contaned": did you mean "contained"?',
      '8:5 /recommendations/* Unknown key "tilte": did you mean "title"?',
      '10:15 /recommendations/*/priority Cannot read "priority": "urgent" is none of the choices: wanted "critical", "high", "medium" and "low"',
      '11:10 /recommendations/*/due Cannot read "due": "2026-02-30" is no date: wanted one such as 2026-03-01',
      '17:16 /impact/data/*/records Cannot read "records": "many" is no number',
      '18:7 /impact/data/*/citations "citations" comes from the evidence and cannot be given in a file',
      '19:10 /lessons "lessons" is a group of fields: write them indented below it',
      '23:15 /rootCause/initialAccess/factors There is no cause "b": list it under "causes" first',
    ])
  })

  it('leaves to the draft why an entry was proposed', () => {
    const { problems } = changesFromYaml('timeline:\n  - text: something\n    reason: it looks odd\n', 'incident.yaml', empty)
    expect(problems.map(({ message }) => message)).toContain('"reason" comes from the evidence and cannot be given in a file')
  })

  it('says what a row still needs', () => {
    const { problems } = changesFromYaml('timeline:\n  - text: something happened\n', 'incident.yaml', empty)
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual(['2 This row needs "occurred"', '2 This row needs "phase"'])
  })

  it.each([
    ['broken YAML', 'title: "open\n', 2],
    ['a key given twice', 'title: a\ntitle: b\n', 2],
    ['a list at the top', '- a\n', 1],
    ['another incident', 'id: INC-2026-0002\n', 1],
    ['a wrong zone', 'timezone: Mars/Base\n', 1],
  ])('names the line of %s', (_, text, line) => {
    const { changes, problems } = changesFromYaml(text, 'incident.yaml', empty)
    expect(changes).toEqual([])
    expect(problems[0]?.line).toBe(line)
  })

  it.each([
    [
      'aliases that multiply',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.replaceAll(/./g, (name, index: number) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]\n`)}`,
    ],
    ['thousands of brackets', `title: ${'['.repeat(20_000)}`],
    ['an enormous file', `title: ${'x'.repeat(5_000_001)}`],
    ['a prototype', '__proto__: { polluted: true }\nmoments: { __proto__: { at: 2026-03-01 } }'],
  ])('withstands %s', (_, text) => {
    const { changes, problems } = changesFromYaml(text, 'incident.yaml', empty)
    expect(changes).toEqual([])
    expect(problems.length).toBeGreaterThan(0)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('never throws on a mangled file, and what it answers applies and stays', () => {
    const next = sequence(7)
    const pieces = [
      ': ',
      '- ',
      '\n',
      '{',
      ']',
      '"',
      '|',
      '&a ',
      '*a',
      '~',
      'true',
      '2026-02-30 10:00 UTC',
      'id: a/b',
      '#',
      '---\n',
      '\u0000',
      '\t',
      'occurred: ',
      'review: rejected',
    ]
    let applied = 0
    for (let round = 0; round < 120; round += 1) {
      let text = whole
      for (let cut = 0; cut <= next(2); cut += 1) {
        const at = next(text.length)
        text = text.slice(0, at) + pieces[next(pieces.length)] + text.slice(at + next(12))
      }
      const { changes, problems } = changesFromYaml(text, 'incident.yaml', empty)
      if (problems.length > 0) expect(changes).toEqual([])
      else {
        applied += 1
        expect(changesFromYaml(text, 'incident.yaml', apply(empty, changes))).toMatchObject({ changes: [], problems: [] })
      }
    }
    expect(applied).toBeGreaterThan(5)
  })

  it('makes nothing of an empty file', () => {
    for (const text of ['', '# only a comment\n', 'title:\nlessons:\n  wentWell:\n']) {
      expect(changesFromYaml(text, 'incident.yaml', empty)).toMatchObject({ changes: [], problems: [] })
    }
  })
})
