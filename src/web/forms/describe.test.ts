import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { incidentSchema } from '../../model/incident.ts'
import { describeField, describeObject, type Field, wordsOf } from './describe.ts'

function fieldAt(path: string): Field {
  let fields = describeObject(incidentSchema)
  let found: Field | undefined
  for (const key of path.split('/')) {
    found = fields.find((field) => field.key === key)
    if (found === undefined) break
    fields = 'fields' in found ? found.fields : []
  }
  if (found === undefined) throw new Error(`No field at ${path}`)
  return found
}

describe('describeField()', () => {
  it.each([
    ['title', 'text'],
    ['state', 'enum'],
    ['summary', 'object'],
    ['summary/text', 'prose'],
    ['people/authors', 'strings'],
    ['people/reportDate', 'date'],
    ['moments', 'record'],
    ['timeline', 'items'],
    ['timeline/occurred', 'interval'],
    ['timeline/until', 'interval'],
    ['timeline/citations', 'citations'],
    ['timeline/milestone', 'boolean'],
    ['impact/data/records', 'number'],
    ['indicators/firstSeen', 'instant'],
    ['notifications/decidedAt', 'instant'],
    ['notifications/triggers', 'record'],
    ['rootCause/initialAccess/technicalDetails/text', 'code'],
    ['coverage/silences', 'rows'],
  ])('`describeField()` gives %s the widget "%s"', (path, kind) => {
    expect(fieldAt(path).kind).toBe(kind)
  })

  it('takes title and description from the outermost wrapper that says one', () => {
    const inner = z.string().meta({ title: 'Inner', description: 'of the inner' })
    expect(describeField('x', inner.optional().meta({ title: 'Outer' }))).toMatchObject({
      title: 'Outer',
      description: 'of the inner',
      optional: true,
    })
  })

  it('names a field without a title by its key', () => {
    expect(describeField('personalData', z.string())).toMatchObject({ title: 'Personal data', optional: false })
  })

  it('keeps the bounds of numbers', () => {
    expect(describeField('n', z.number().int().min(0))).toMatchObject({ kind: 'number', integer: true, minimum: 0 })
    expect(describeField('n', z.number())).toEqual({ key: 'n', title: 'N', kind: 'number', integer: false, optional: false, readOnly: false })
  })

  it('lists the keys of a record that has fixed ones, and the fields of its values', () => {
    const moments = fieldAt('moments')
    if (moments.kind !== 'record' || moments.value.kind !== 'object') throw new Error('moments are a record of objects')
    expect(moments.keys).toContain('detected')
    expect(moments.value.fields.map(({ key }) => key)).toEqual(['at', 'basis', 'confidence', 'review', 'by', 'note', 'citations', 'candidates'])
  })
})

describe('describeObject()', () => {
  it('`describeObject()` leaves no field of the record without a widget and a title', () => {
    const walked: string[] = []
    const walk = (fields: readonly Field[], path: string): void => {
      for (const field of fields) {
        walked.push(`${path}/${field.key}`)
        expect(field.title, `${path}/${field.key}`).not.toBe('')
        if ('fields' in field) walk(field.fields, `${path}/${field.key}`)
        if (field.kind === 'record' && 'fields' in field.value) walk(field.value.fields, `${path}/${field.key}/*`)
      }
    }
    walk(describeObject(incidentSchema), '')
    const properties = JSON.stringify(z.toJSONSchema(incidentSchema, { io: 'input', reused: 'inline', unrepresentable: 'any' }))
    for (const path of walked) expect(properties).toContain(`"${path.slice(path.lastIndexOf('/') + 1)}"`)
    expect(walked.length).toBeGreaterThan(300)
  })
})

describe('wordsOf()', () => {
  it('`wordsOf()` turns a key into words', () => {
    expect([wordsOf('firstLateralMovement'), wordsOf('process-changes'), wordsOf('')]).toEqual(['First lateral movement', 'Process changes', ''])
  })
})
