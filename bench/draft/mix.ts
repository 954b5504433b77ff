import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { AppError } from '../../src/base/error.ts'
import { isObject, type JsonObject, objectAt, textAt } from '../../src/base/json.ts'
import type { Case } from './cases.ts'
import { chanceFrom } from '../../examples/generator/random.ts'
import { recordOf } from './cloud-record.ts'
import { ordinaryCalls } from './ordinary-work.ts'
import { costumeOf, type Disguise, disguises, rewriteRecords } from './rewrite.ts'

/** The records of one file in which everything is attack. */
export interface Detonation {
  readonly name: string
  readonly records: readonly JsonObject[]
}

const start = Date.parse('2026-03-01T00:00:00Z')
const day = 86_400_000

/** Reads files of CloudTrail records: an array, one record a line, `{"Records": […]}`, also gzipped. Files without any are named in `skipped`. */
export async function readDetonations(files: readonly string[]): Promise<{ detonations: Detonation[]; skipped: string[] }> {
  const detonations: Detonation[] = []
  const skipped: string[] = []
  for (const path of files) {
    const records = recordsIn(await textOf(path))
    if (records.length === 0) skipped.push(path)
    else detonations.push({ name: basename(path), records })
  }
  if (detonations.length === 0)
    throw new AppError('usage', `No CloudTrail record (eventName, eventTime) in ${files.length} files, such as "${files[0]}"`)
  return { detonations, skipped }
}

async function textOf(path: string): Promise<string> {
  const raw = await readFile(path)
  return (raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw).toString('utf8').replace(/^\uFEFF/, '')
}

function recordsIn(text: string): JsonObject[] {
  const whole = parsed(text)
  const values = whole === undefined ? text.split('\n').map(parsed) : [whole]
  return values.flatMap(unwrapped).filter((record) => textAt(record, 'eventName') !== undefined && textAt(record, 'eventTime') !== undefined)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // read line by line, or no record
  }
}

/** Records in what carries them: lists, `Records`, `Events` of `lookup-events`, `detail` of EventBridge. */
function unwrapped(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(unwrapped)
  if (!isObject(value)) return []
  const carried = value['Records'] ?? value['Events'] ?? value['records'] ?? value['events']
  if (Array.isArray(carried)) return carried.flatMap(unwrapped)
  const text = textAt(value, 'CloudTrailEvent')
  if (text !== undefined) return unwrapped(parsed(text))
  return [objectAt(value, 'detail') ?? value]
}

/** Mixes detonations into ordinary work, for each disguise and seed, in folders of their own. */
export async function mixCases(detonations: readonly Detonation[], place: string, seeds: readonly number[]): Promise<Case[]> {
  const cases: Case[] = []
  for (const disguise of disguises) {
    for (const seed of seeds) cases.push(await mixCase(detonations, { place: join(place, `${disguises.indexOf(disguise)}-${seed}`), disguise, seed }))
  }
  return cases
}

/** Keys that were handed out to the attack, and identities it created. */
function madeBy(attack: readonly JsonObject[]): { type: string; value: string }[] {
  const answers = attack.map((record) => ({ name: textAt(record, 'eventName') ?? '', text: JSON.stringify(record['responseElements'] ?? null) }))
  const keys = answers.flatMap(({ text }) => text.match(/\b(?:AKIA|ASIA)[A-Z0-9]{12,28}\b/g) ?? [])
  const makers = answers.filter(({ name }) => /^Create(?:User|Role)$/.test(name))
  const names = makers.flatMap(({ text }) => text.match(/arn:aws:iam::\d{12}:(?:user|role)\/[\w+=,.@-]{1,128}/g) ?? [])
  return [...[...new Set(keys)].map((value) => ({ type: 'aws-key-id', value })), ...[...new Set(names)].map((value) => ({ type: 'aws-arn', value }))]
}

/** Writes ten days of ordinary work with about a third of the detonations in it (all, where there are few). */
async function mixCase(detonations: readonly Detonation[], given: { place: string; disguise: Disguise; seed: number }): Promise<Case> {
  const { place, disguise, seed } = given
  const chance = chanceFrom(seed)
  const ordinary: JsonObject[] = ordinaryCalls(start, 10, chance).map((call) => JSON.parse(JSON.stringify(recordOf(call, chance))))
  const costume = costumeOf(disguise, chance)
  const attack: JsonObject[] = []
  let at = start + 5 * day + 2 * 3_600_000
  for (const { records } of detonations) {
    if (detonations.length > 4 && chance.next() > 0.35) continue
    at += chance.between(5, 40) * 60_000
    attack.push(...rewriteRecords(records, { at, costume, chance }))
  }
  const all = [...ordinary, ...attack].sort((a, b) => ((textAt(a, 'eventTime') ?? '') < (textAt(b, 'eventTime') ?? '') ? -1 : 1))
  await mkdir(join(place, 'evidence'), { recursive: true })
  await writeFile(join(place, 'evidence', 'cloudtrail.json'), JSON.stringify({ Records: all }))
  const times = attack.map((record) => textAt(record, 'eventTime') ?? '').sort()
  const isKnownPlace = disguise === 'known account, known address'
  return {
    group: `detonations, ${disguise}`,
    name: `detonations, ${disguise}, seed ${seed}`,
    evidence: [join(place, 'evidence')],
    root: join(place, 'evidence'),
    truth: {
      attack: attack.map((record) => ({ evidence: 'cloudtrail.json', record: textAt(record, 'eventID') ?? '' })),
      phases: [],
      path: [],
      // What known accounts use at their own place points at nobody.
      indicators: isKnownPlace ? [] : [{ type: 'ipv4', value: costume.address }, { type: 'aws-key-id', value: costume.key }, ...madeBy(attack)],
      moments: { firstActivity: times[0] ?? '' },
    },
  }
}
