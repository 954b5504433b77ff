import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { account, recordOf, region } from '../../examples/generator/cloud.ts'
import { ordinaryCalls } from '../../examples/generator/ordinary-cloud.ts'
import { type Chance, chanceFrom, isoOf } from '../../examples/generator/random.ts'
import { isObject, type JsonObject, textAt } from '../../src/base/json.ts'

/** How the attack hides: behind an account of its own, behind a known one from elsewhere, or behind a known one at its own place and client. */
export const disguises = ['new account', 'known account, new address', 'known account, known address'] as const
export type Disguise = (typeof disguises)[number]

/** Ordinary work with some detonations in it; `truth` holds the eventIDs of the attack. */
export interface Mixture {
  readonly records: readonly JsonObject[]
  readonly truth: ReadonlySet<string>
}

const start = Date.parse('2026-03-01T00:00:00Z')
const day = 86_400_000
const client = 'aws-cli/2.15.30 Python/3.11.8 Linux/6.5.0-1014-generic exe/x86_64.ubuntu.22'

/**
 * Mixes about a third of the detonations into ten days of ordinary work. Agent, account, principal, region, address, names and times are rewritten,
 * so that nothing gives the attack away but what was done.
 */
export function mixDetonations(folder: string, seed: number, disguise: Disguise): Mixture {
  const chance = chanceFrom(seed)
  const records: JsonObject[] = ordinaryCalls(start, 10, chance).map((call) => JSON.parse(JSON.stringify(recordOf(call, chance))))
  const truth = new Set<string>()
  let at = start + 5 * day + 2 * 3_600_000
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()) {
    if (chance.next() > 0.35) continue
    at += chance.between(5, 40) * 60_000
    for (const record of rewritten(readFileSync(join(folder, name), 'utf8'), { at, disguise, chance })) {
      records.push(record)
      truth.add(textAt(record, 'eventID') ?? '')
    }
  }
  records.sort((a, b) => ((textAt(a, 'eventTime') ?? '') < (textAt(b, 'eventTime') ?? '') ? -1 : 1))
  return { records, truth }
}

function rewritten(text: string, given: { at: number; disguise: Disguise; chance: Chance }): JsonObject[] {
  const parsed: unknown = JSON.parse(text.replaceAll(/stratus-red-team[-_a-z0-9]{0,80}/gi, 'svc-data-sync').replaceAll(/stratus/gi, 'svc'))
  const events = Array.isArray(parsed) ? parsed.filter(isObject) : []
  const first = Math.min(...events.map((event) => Date.parse(textAt(event, 'eventTime') ?? '')))
  return events.map((event) => {
    const own = textAt(event, 'recipientAccountId')
    const moved: JsonObject = JSON.parse(own === undefined ? JSON.stringify(event) : JSON.stringify(event).replaceAll(own, account))
    const eventTime = isoOf(given.at + Date.parse(textAt(event, 'eventTime') ?? '') - first)
    return { ...moved, ...disguised(moved, given.disguise), eventTime, awsRegion: region }
  })
}

function disguised(event: JsonObject, disguise: Disguise): JsonObject {
  const byService = /amazonaws\.com$/
  const address = disguise === 'known account, known address' ? '198.51.100.77' : '45.83.64.12'
  const identity = event['userIdentity']
  const isPrincipal = isObject(identity) && ['IAMUser', 'AssumedRole'].includes(textAt(identity, 'type') ?? '')
  const known = {
    type: 'IAMUser',
    principalId: 'AIDAJONASBRANDT',
    arn: `arn:aws:iam::${account}:user/jonas.brandt`,
    accountId: account,
    accessKeyId: 'AKIAQ3EXAJONASBRA002',
    userName: 'jonas.brandt',
  }
  return {
    ...(byService.test(textAt(event, 'sourceIPAddress') ?? '') ? {} : { sourceIPAddress: address }),
    ...(byService.test(textAt(event, 'userAgent') ?? '') ? {} : { userAgent: client }),
    ...(isPrincipal && disguise !== 'new account' ? { userIdentity: known } : {}),
  }
}
