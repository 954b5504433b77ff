import { describe, expect, it } from 'vitest'
import { incidentSchema } from '../../model/incident.ts'
import { openMoments, reviewables } from './reviewables.ts'

const at = (hour: string) => ({ earliest: `2026-03-01T${hour}:00:00Z`, latest: `2026-03-01T${hour}:00:00Z`, precision: 'second', zone: 'UTC' })
const entry = (id: string, more: object) => ({ id, occurred: at('10'), phase: 'phase-1', text: id, review: 'proposed', ...more })

describe('reviewables()', () => {
  it('`reviewables()` lists the timeline by phase, then what is to review by rank, then other lists', () => {
    const document = incidentSchema.parse({
      id: 'INC-2026-0001',
      timeline: [
        entry('low', { tier: 'to review', rank: 1 }),
        entry('late', { phase: 'phase-3' }),
        entry('high', { tier: 'to review', rank: 9 }),
        entry('early', {}),
        { ...entry('own', {}), review: undefined },
      ],
      systems: [{ id: 'web-1', name: 'web-1', review: 'accepted' }],
      rootCause: { movement: { path: [{ id: 'step', from: 'a', to: 'b', review: 'proposed' }] } },
    })
    expect(reviewables(document).map(({ path, group }) => [path, group])).toEqual([
      ['/timeline/early', 'Initial Compromise'],
      ['/timeline/late', 'Lateral Movement'],
      ['/timeline/high', 'To review: possibly the attack'],
      ['/timeline/low', 'To review: possibly the attack'],
      ['/rootCause/movement/path/step', 'Movement path'],
      ['/systems/web-1', 'Affected systems'],
    ])
  })
})

describe('openMoments()', () => {
  it('`openMoments()` lists moments with candidates that nobody has decided', () => {
    const candidates = [{ id: 'c', at: at('11'), reason: 'First alert' }]
    const document = incidentSchema.parse({
      id: 'INC-2026-0001',
      moments: { detected: { candidates }, contained: { at: at('12'), candidates }, closed: {} },
    })
    expect(openMoments(document).map(({ path, title }) => [path, title])).toEqual([['/moments/detected', 'Detected']])
  })
})
