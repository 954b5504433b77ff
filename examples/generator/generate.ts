import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { generateDemonstration } from './demonstration.ts'
import { type Scenario, scenarios } from './truth.ts'

/*
 * `node examples/generator/generate.ts --scenario leaked-key|web-shell|stolen-laptop [--seed 1] [--events 200000] [--out DIR]`: writes evidence/,
 * incident.yaml and truth.json. The same words give the same bytes; everything in them is invented.
 */
const { values } = parseArgs({
  options: {
    scenario: { type: 'string', default: 'leaked-key' },
    seed: { type: 'string', default: '1' },
    events: { type: 'string', default: '200000' },
    out: { type: 'string' },
  },
})
const scenario = scenarios.find((name) => name === values.scenario)
if (scenario === undefined) fail(`There is no scenario "${values.scenario}"; there are ${scenarios.join(', ')}`)
const out = values.out ?? defaultFolder(scenario)
const truth = generateDemonstration({ scenario, seed: wholeNumber('seed', values.seed, 0), events: wholeNumber('events', values.events, 2_000), out })
console.log(
  `${out}: ${truth.records} records, ${truth.attack.length} of the attack; read with ${truth.reading.tz.map((choice) => `--tz ${choice}`).join(' ')} --year ${truth.reading.year}`,
)

function defaultFolder(name: Scenario): string {
  return join(import.meta.dirname, '..', name)
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > 5_000_000) fail(`--${name} takes a whole number from ${least} to 5000000, not "${text}"`)
  return value
}

function fail(message: string): never {
  console.error(message)
  process.exit(2)
}
