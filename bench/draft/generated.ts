import { join } from 'node:path'
import { generateDemonstration } from '../../examples/generator/demonstration.ts'
import { scenarios } from '../../examples/generator/truth.ts'
import type { Case } from './cases.ts'
import { findCases } from './cases.ts'

/** Records of a demonstration that is scored by default, and of those that ship. */
const fewEvents = 20_000
const allEvents = 200_000

/** Demonstrations of every scenario, from several seeds, with fewer ordinary events than the ones that ship unless `isFull`. */
export async function generatedCases({ place, seeds, isFull }: { place: string; seeds: readonly number[]; isFull: boolean }): Promise<Case[]> {
  const cases: Case[] = []
  for (const scenario of scenarios) {
    for (const seed of seeds) {
      const out = join(place, 'generated', `${scenario}-${seed}`)
      generateDemonstration({ scenario, seed, events: isFull ? allEvents : fewEvents, out })
      const found = await findCases(out)
      if (found.kind === 'cases') cases.push(...found.cases.map((one) => ({ ...one, name: `${scenario}, seed ${seed}` })))
    }
  }
  return cases
}
