import { describe, expect, it } from 'vitest'
import { incidentSchema } from '../../model/incident.ts'
import { editSections, sectionOf } from './sections.ts'

describe('editSections', () => {
  it('`editSections` holds every field of the record exactly once, but its id', () => {
    const keys = editSections.flatMap((section) => section.fields.map((field) => field.key))
    expect(keys.toSorted()).toEqual(
      Object.keys(incidentSchema.shape)
        .filter((key) => key !== 'id')
        .toSorted(),
    )
  })
})

describe('sectionOf()', () => {
  it('`sectionOf()` finds the page of a path', () => {
    expect(sectionOf('/rootCause/movement/path/step-1/method')?.id).toBe('cause')
    expect(sectionOf('/timeline/entry-1')?.id).toBe('timeline')
    expect(sectionOf('/nothing')).toBeUndefined()
  })
})
