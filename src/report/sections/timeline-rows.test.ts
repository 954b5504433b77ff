import { describe, expect, it } from 'vitest'
import { intervalSchema } from '../../model/interval.ts'
import { timelineEntrySchema } from '../../model/timeline.ts'
import { actOf } from './timeline-rows.ts'

const at = (time: string, precision = 'second') => intervalSchema.parse({ earliest: time, latest: time, precision, zone: 'Z' })
const [first, last] = [at('2026-03-05T01:02:32Z'), at('2026-03-05T01:18:06Z')]

function told(text: string, more: Record<string, unknown>): string {
  return actOf(timelineEntrySchema.parse({ id: 'e', occurred: first, phase: 'p', text, ...more }))
}

describe('actOf()', () => {
  it('leaves out the period that the column tells', () => {
    expect(told('412 sign-ins failed between 2026-03-05 01:02:32 and 01:18:06 UTC.', { until: last })).toBe('412 sign-ins failed.')
    expect(told('It was read, twice at 2026-03-05 01:02:32 UTC.', { until: first })).toBe('It was read, twice.')
    const minutes = { occurred: at('2026-03-05T01:02:00Z', 'minute'), until: at('2026-03-06T01:18:06.050Z', 'millisecond') }
    expect(told('Two calls between 2026-03-05 01:02 and 2026-03-06 01:18 UTC.', minutes)).toBe('Two calls.')
  })

  it('keeps every other time, and words of which a period is no end', () => {
    for (const text of [
      '412 sign-ins failed between 2026-03-05 01:02:32 and 01:18:07 UTC.',
      'Between 2026-03-05 01:02:32 and 01:18:06 UTC 412 sign-ins failed.',
      'Told by a person, without times',
    ])
      expect(told(text, { until: last })).toBe(text)
    expect(told('412 sign-ins failed between 2026-03-05 01:02:32 and 01:18:06 UTC.', {})).toMatch(/UTC\.$/)
  })
})
