import process from 'node:process'
import { parseArgs } from 'node:util'
import { type DemonstrationRequest, generateDemonstration } from './demonstration.ts'
import { messageOf } from '../../src/base/error.ts'
import { storedDemonstrations } from './stored.ts'
import { scenarios } from './truth.ts'

/*
 * `node examples/generator/generate.ts` writes the demonstrations of the repository anew. With --out it writes another one:
 * `--scenario leaked-key|web-shell|stolen-laptop [--seed 1] [--events 200000] --out DIR`. The same words give the same bytes; everything in them is
 * invented.
 */
const values = givenOptions()
for (const request of requested()) {
  const { records, attack, reading } = generateDemonstration(request)
  const zones = reading.tz.map((choice) => `--tz ${choice}`).join(' ')
  console.log(`${request.out}: ${records} records, ${attack.length} of the attack; read with ${zones} --year ${reading.year}`)
}

function givenOptions(): { scenario?: string; seed: string; events: string; out?: string } {
  try {
    const options = {
      scenario: { type: 'string' },
      seed: { type: 'string', default: '1' },
      events: { type: 'string', default: '200000' },
      out: { type: 'string' },
    } as const
    return parseArgs({ options }).values
  } catch (error) {
    return fail(messageOf(error))
  }
}

function requested(): readonly DemonstrationRequest[] {
  const { out } = values
  if (out === undefined) {
    if (values.scenario !== undefined) fail('--scenario needs --out DIR: the folder to write')
    return storedDemonstrations
  }
  if (out === '') fail('Give --out the folder to write')
  const scenario = scenarios.find((name) => name === (values.scenario ?? 'leaked-key'))
  if (scenario === undefined) fail(`There is no scenario "${values.scenario}"; there are ${scenarios.join(', ')}`)
  return [{ scenario, seed: wholeNumber('seed', values.seed, 0), events: wholeNumber('events', values.events, 2_000), out }]
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
