import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EventTime } from '../../model/event.ts'
import type { Session } from '../../model/session.ts'
import { createHarvester, type FileHarvest, unreadableHarvest } from '../drafting/harvest-file.ts'
import { packHarvest, unpackHarvest } from './harvest-blob.ts'
import { ownRules } from './intake-job.ts'

const fixtures = join(import.meta.dirname, '../../../fixtures/evidence')

/** What reading every fixture gives. */
async function harvests(): Promise<FileHarvest[]> {
  const harvester = createHarvester(await ownRules())
  const found: FileHarvest[] = []
  for (const entry of await readdir(fixtures, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) found.push(await harvester({ path: join(entry.parentPath, entry.name) }, () => undefined))
  }
  return found
}

/** A CloudTrail call with whatever its log says of it. */
async function harvestOf(record: object): Promise<FileHarvest> {
  const folder = await mkdtemp(join(tmpdir(), 'hindcast-blob-'))
  try {
    const call = { eventVersion: '1.08', eventTime: '2026-03-01T00:00:00Z', eventSource: 's3.amazonaws.com', awsRegion: 'eu-west-1', eventID: 'x' }
    await writeFile(join(folder, 'a.json'), `${JSON.stringify({ ...call, sourceIPAddress: '203.0.113.9', ...record })}\n`)
    return await createHarvester(await ownRules())({ path: join(folder, 'a.json') }, () => undefined)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe('packHarvest()', () => {
  it('keeps all of what any fixture gives', async () => {
    const all = await harvests()
    expect(all.flatMap(({ findings }) => findings.parts).length).toBeGreaterThan(20)
    expect(all.flatMap(({ findings }) => findings.signIns).length).toBeGreaterThan(0)
    for (const harvest of all) expect(unpackHarvest(packHarvest(harvest))).toEqual(harvest)
  })

  it('keeps what hostile logs make of names and numbers', async () => {
    const odd = await harvestOf({ eventName: '__proto__', additionalEventData: { bytesTransferredOut: -1.5 }, userAgent: 'constructor \ud800' })
    expect(odd.movement.sessions[0]).toMatchObject({ bytesOut: -1.5 })
    expect(unpackHarvest(packHarvest(odd))).toEqual(odd)
  })

  it('keeps offsets and counts beyond 32 bits, and which records repeat others', () => {
    const nothing = unreadableHarvest('a', 'b')
    const long: Session = { ...session, count: 2 ** 53 - 1, failures: 2 ** 32, actions: { '': { count: 128, failures: 2 ** 31 } } }
    const movement = { ...nothing.movement, sessions: [long] }
    const repeats = { mark: 'm', offsets: new Map([['e', Float64Array.from([0, 2 ** 40])]]) }
    const harvest: FileHarvest = { ...nothing, movement, repeats, isChanged: true }
    expect(unpackHarvest(packHarvest(harvest))).toEqual(harvest)
  })
})

const time: EventTime = { at: '2026-03-01T00:00:00Z', precision: 'second', zone: 'Z' }
const session: Session = {
  id: 'session-1',
  dataset: 'syslog',
  count: 1,
  failures: 0,
  first: time,
  last: { ...time, assumed: ['zone'] },
  actions: {},
  bytesOut: 0,
  firstEvent: { kind: 'event', event: 'e:0', evidence: 'e', record: 1, spans: [{ offset: 0, length: 4 }], sha256: 's' },
}

describe('unpackHarvest()', () => {
  it('gives nothing of what is damaged, cut off or another thing', async () => {
    const kept = packHarvest(await harvestOf({ eventName: 'GetObject' }))
    expect(unpackHarvest(kept)).toBeDefined()
    for (const bad of [
      kept.subarray(0, kept.length >> 1),
      kept.subarray(1),
      Uint8Array.of(),
      Uint8Array.of(1, 255, 15, 111, 34, 1, 97, 65, 1, 123, 0),
    ]) {
      expect(unpackHarvest(bad)).toBeUndefined()
    }
  })
})
