import { describe, expect, it } from 'vitest'
import { type EvidenceItem, evidenceItemSchema } from '../model/evidence-item.ts'
import { incidentSchema } from '../model/incident.ts'
import { acquisitionsOf } from './acquisitions.ts'
import { composeReport } from './compose.ts'

const collect = (seq: number, acquisition?: object, corrects?: number) => ({ id: `c${seq}`, seq, action: 'collect', acquisition, corrects })

function itemWith(acquisition: object, custody: readonly object[]): EvidenceItem {
  return evidenceItemSchema.parse({ id: 'ev', label: 'E1', name: 'auth.log', sha256: 'cd'.repeat(32), size: 5, acquisition, custody })
}

describe('acquisitionsOf()', () => {
  it('gives each way once, the one that stands for the item first', () => {
    const item = itemWith({ tool: 'scp 9.6' }, [collect(1, { by: 'Rosa Keller' }), collect(2, { tool: 'scp 9.6' }), collect(3), collect(4, {})])
    expect(acquisitionsOf(item)).toEqual([{ tool: 'scp 9.6' }, { by: 'Rosa Keller' }])
  })

  it('leaves out what was stated anew', () => {
    const item = itemWith({ by: 'C' }, [collect(1, { by: 'A' }), collect(2, { by: 'B' }), collect(3, { by: 'C' }, 2)])
    expect(acquisitionsOf(item)).toEqual([{ by: 'C' }, { by: 'A' }])
  })
})

describe('composeReport()', () => {
  const printed = (item: EvidenceItem): string => {
    const { blocks } = composeReport(incidentSchema.parse({ id: 'INC-2026-0001', evidence: [item] }), {}, { version: '1', head: 'ab', program: 'p' })
    return JSON.stringify(blocks.filter((block) => block.kind === 'table' && block.caption === 'Evidence and where it is kept'))
  }

  it('names every way in which an item was obtained, up to a limit', () => {
    const two = printed(itemWith({ by: 'Rosa Keller', tool: 'aws-cli 2.15' }, [collect(1, { by: 'Jonas Weber', range: 'March' })]))
    for (const text of ['by Rosa Keller', 'with aws-cli 2.15', 'and again', 'by Jonas Weber', 'range: March']) expect(two).toContain(text)
    const custody = Array.from({ length: 9 }, (_, index) => collect(index + 1, { by: `Person ${index + 1}` }))
    const many = printed(itemWith({ by: 'Person 9' }, custody))
    expect(many).toContain('by Person 4')
    expect(many).not.toContain('by Person 5')
    expect(many).toContain('and in 4 more ways, which the custody tells')
    expect(printed(itemWith({}, []))).toContain('Not recorded')
  })
})
