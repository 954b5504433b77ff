import { describe, expect, it } from 'vitest'
import { chainEdit } from '../../incident/chain.ts'
import { foldEdits } from '../../incident/fold.ts'
import type { Change, Edit } from '../../model/edit.ts'
import { checkIncidentFile, incidentFileOf, incidentFileText, loadIncidentFile } from './incident-file.ts'

function textOf(...changes: readonly Change[][]): string {
  const edits = changes.reduce<Edit[]>((made, next) => {
    const draft = {
      incident: 'INC-2026-0001',
      author: { name: 'Rosa Keller', kind: 'person' as const },
      at: '2026-03-01T10:00:00Z',
      base: made.length,
      changes: next,
    }
    return [...made, chainEdit(draft, made.at(-1))]
  }, [])
  const folded = foldEdits(edits)
  if (!folded.ok) throw new Error(folded.errors[0]?.message)
  return incidentFileText(
    incidentFileOf({
      edits,
      state: folded.value,
      program: '0.1.0',
      rules: new Map([
        ['bb', 'two'],
        ['aa', 'one'],
      ]),
    }),
  )
}

const moment = (time: string) => ({ at: { earliest: time, latest: time, precision: 'second', zone: 'Z' } })
const text = textOf(
  [{ op: 'add', path: '/systems', value: { id: 'web-1', name: 'web-1' } }],
  [
    { op: 'set', path: '/moments/detected', value: moment('2026-03-01T10:00:00Z') },
    { op: 'set', path: '/moments/contained', value: moment('2026-03-01T12:00:00Z') },
    { op: 'set', path: '/title', value: 'Leaked key' },
  ],
)
const problems = (changed: string) => checkIncidentFile(changed).problems.map(({ code, path }) => `${code} ${path}`)

describe('checkIncidentFile()', () => {
  it('finds nothing wrong with a file as it was written', () => {
    const reading = checkIncidentFile(text)
    expect(reading.problems).toEqual([])
    expect(reading.state?.document.title).toBe('Leaked key')
    expect(Object.keys(reading.file?.rules ?? {})).toEqual(['aa', 'bb'])
    expect(incidentFileText(reading.file ?? expect.fail('no file'))).toBe(text)
  })

  it('names a changed edit, a changed document, a changed number', () => {
    expect(problems(text.replace('"at": "2026-03-01T10:00:00Z"', '"at": "2026-03-01T10:00:01Z"'))).toEqual(['chain edits/0'])
    const parsed = JSON.parse(text)
    expect(problems(JSON.stringify({ ...parsed, document: { ...parsed.document, title: 'Nothing happened' } }))).toEqual(['document document/title'])
    expect(problems(JSON.stringify({ ...parsed, document: { ...parsed.document, systems: [] } }))).toEqual(['document document/systems/web-1'])
    const facts = { ...parsed.facts, timeToContain: { ...parsed.facts.timeToContain, text: '1 hour' } }
    expect(checkIncidentFile(JSON.stringify({ ...parsed, facts })).problems).toEqual([
      { code: 'fact', path: 'facts/timeToContain', message: '"1 hour" is not what the document gives: "2 hours"' },
    ])
  })

  it('names a field that was added, and edits that do not apply', () => {
    const parsed = JSON.parse(text)
    expect(problems(JSON.stringify({ ...parsed, document: { ...parsed.document, extra: 'x' } }))).toEqual(['document document/extra'])
    expect(problems(JSON.stringify({ ...parsed, edits: parsed.edits.slice(1).concat(parsed.edits.slice(0, 1)) }))).toContain('chain edits/0')
    expect(problems(JSON.stringify({ ...parsed, edits: [...parsed.edits, parsed.edits[0]] }))).toContain('edit edits/systems')
  })

  it('says what is no such file', () => {
    expect(problems('{"a":')).toEqual(['not-json '])
    expect(problems('{}')).toContain('shape edits')
  })
})

describe('loadIncidentFile()', () => {
  it('says which file cannot be read', async () => {
    await expect(loadIncidentFile('/nowhere/incident.json')).rejects.toMatchObject({ code: 'not-found' })
  })
})
