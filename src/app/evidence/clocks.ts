import { randomUUID } from 'node:crypto'
import { clockWords } from '../../base/clock-words.ts'
import { AppError } from '../../base/error.ts'
import { plural } from '../../base/text.ts'
import { type OffsetProposal, proposeOffsets } from '../../events/clock-offsets.ts'
import { type ClockSource, gatherClockPairs } from '../../store/events/clock-pairs.ts'
import { listClocks, type SeenClock } from '../../store/events/clock-sources.ts'
import type { KeptCorrection } from '../../store/records/clock-records.ts'
import { readItemDetail } from '../intake/item-detail.ts'
import { correctClocks, tendPlace } from '../intake/tend-events.ts'
import type { EvidencePlace } from './evidence-place.ts'
import { draftOf, type Told } from './told.ts'
import { atTheEnd } from './write-custody.ts'

/** A clock that wrote events: what is known of it, and what was done about it. */
export interface ClockView extends SeenClock {
  /** "syslog@bastion01". */
  readonly name: string
  /** What has to be added to its times, from what another source saw too; as the sources told it, whatever is applied. */
  readonly proposal?: OffsetProposal
  readonly applied?: KeptCorrection
}

export interface Clocks {
  readonly clocks: readonly ClockView[]
  /** Corrections in force that are about items, or about sources of which nothing is there now. */
  readonly others: readonly KeptCorrection[]
}

/** What a correction is about: a clock, or all that one item holds. */
export type CorrectedSource = Pick<KeptCorrection, 'evidence' | 'dataset' | 'host'>

type Place = Pick<EvidencePlace, 'store' | 'folder' | 'writer' | 'now'>

/** Longer than this is no clock that runs wrong but a zone that was read wrongly, where it is whole quarters of an hour. */
export function isZoneMistake({ zoneMs }: OffsetProposal): boolean {
  return zoneMs !== undefined
}

/** "syslog@bastion01", or only the dataset where its events name no host. */
export function clockName({ dataset, host }: ClockSource): string {
  return host === '' ? dataset : `${dataset}@${host}`
}

/** Every clock that wrote events of an incident, with what is proposed and applied. */
export async function viewClocks(incident: string, place: Place, signal?: AbortSignal): Promise<Clocks> {
  const segments = placeOf(incident, place, signal)
  const [seen, pairs, applied] = [await listClocks(segments), await gatherClockPairs(segments), await place.store.clockCorrections(incident)]
  const proposals = new Map(
    proposeOffsets(pairs.map(({ a, b, ...pair }) => ({ ...pair, a: clockName(a), b: clockName(b) }))).map((one) => [one.source, one]),
  )
  const clocks = seen.map((clock): ClockView => {
    const name = clockName(clock)
    const [proposal, kept] = [proposals.get(name), applied.find((one) => isOf(one, clock))]
    return { ...clock, name, ...(proposal === undefined ? {} : { proposal }), ...(kept === undefined ? {} : { applied: kept }) }
  })
  const shown = new Set(clocks.map((clock) => clock.applied))
  return { clocks, others: applied.filter((one) => !shown.has(one)) }
}

function isOf({ evidence, dataset, host }: KeptCorrection, clock: ClockSource): boolean {
  return evidence === undefined && dataset === clock.dataset && host === clock.host
}

function placeOf(incident: string, { store, folder, writer }: Place, signal?: AbortSignal) {
  return tendPlace({ incident, store, folder, writer, tag: `clocks-${randomUUID().slice(0, 8)}`, signal })
}

/** The clock that a word means: its name, or its host or dataset where there is one of them. Throws `ambiguous`; undefined where it means none. */
export function findClock(clocks: readonly ClockView[], word: string): ClockView | undefined {
  const exact = clocks.find(({ name }) => name === word)
  const found = exact === undefined ? clocks.filter(({ host, dataset }) => host === word || dataset === word) : [exact]
  if (found.length > 1) throw new AppError('ambiguous', `"${word}" may be ${found.map(({ name }) => name).join(' or ')}: name one of them`)
  return found[0]
}

export interface ClockChange {
  readonly source: CorrectedSource
  /** Absent: taken back. */
  readonly correction?: Pick<KeptCorrection, 'offsetMs' | 'uncertaintyMs'>
  /** Where the figures are from, or why they are taken back; goes into the custody. */
  readonly why: string
  readonly told: Told
}

/** What a change of a clock did. */
export interface ClockChanged {
  /** SHA-256 of the items it is about: each has a custody entry of it. */
  readonly items: readonly string[]
}

/**
 * Applies a correction (in the place of the one before) or takes it back: remembered first, with an entry in the custody of every item it touches, then put into
 * effect on the events that are there. Items that are read later get it too. Rejects with `invalid`, `not-found` where nothing is to be taken back, and as
 * `tendEvents` does; what was remembered is then put into effect the next time events are put in order.
 */
export async function changeClock(incident: string, change: ClockChange, place: Place, signal?: AbortSignal): Promise<ClockChanged> {
  const { correction, told } = change
  const { store } = place
  checkChange(correction)
  const source = await readSource(incident, change.source, place)
  const segments = placeOf(incident, place, signal)
  const items = await itemsOf(incident, { source, seen: await listClocks(segments) }, place)
  const now = place.now()
  const purpose = purposeOf(change)
  const drafts = items.map((sha256) => ({ ...draftOf(told, now), action: 'analyse' as const, sha256, purpose }))
  const kept = correction === undefined ? {} : { correction: { ...correction, by: told.by, at: told.at ?? now, reason: change.why } }
  await atTheEnd({ store, incident, drafts }, (entries) => store.changeCorrection(incident, { source, ...kept, entries }))
  await correctClocks(segments)
  return { items }
}

function checkChange(correction: ClockChange['correction']): void {
  if (correction === undefined) return
  const { offsetMs, uncertaintyMs } = correction
  const century = 100 * 366 * 86_400_000
  if (Number.isSafeInteger(offsetMs) && Math.abs(offsetMs) <= century && Number.isSafeInteger(uncertaintyMs) && uncertaintyMs >= 0) return
  throw new AppError('invalid', `A clock cannot be corrected by ${offsetMs} ms ± ${uncertaintyMs} ms: whole milliseconds, a hundred years at most`)
}

/** Events name what they were read from: of a compressed file that is what lay in it. */
async function readSource(incident: string, source: CorrectedSource, { store }: Place): Promise<CorrectedSource> {
  if (source.evidence === undefined) return source
  const detail = (await store.readings(incident)).find(({ sha256 }) => sha256 === source.evidence)?.detail
  return { ...source, evidence: (detail === undefined ? undefined : readItemDetail(detail)?.items.at(-1)) ?? source.evidence }
}

function purposeOf({ source, correction, why }: ClockChange): string {
  const name = source.evidence === undefined ? clockName({ dataset: source.dataset ?? '', host: source.host ?? '' }) : 'all that the item holds'
  if (correction === undefined) return `Correction of the clock of ${name} taken back: ${why}`.slice(0, 4_000)
  const { offsetMs, uncertaintyMs } = correction
  return `Times of ${name} corrected by ${clockWords(offsetMs, true)} ± ${clockWords(uncertaintyMs)}: ${why}`.slice(0, 4_000)
}

/** SHA-256 of the items whose events a correction applies to; a compressed file for what was read inside of it. */
async function itemsOf(
  incident: string,
  { source, seen }: { readonly source: CorrectedSource; readonly seen: readonly SeenClock[] },
  { store }: Place,
): Promise<string[]> {
  const [rows, readings] = await Promise.all([store.evidence(incident), store.readings(incident)])
  const present = rows.filter(({ disposedAt }) => disposedAt === undefined).map(({ sha256 }) => sha256)
  const owners = new Map(readings.flatMap(({ sha256, detail }) => (readItemDetail(detail)?.items ?? [sha256]).map((read) => [read, sha256] as const)))
  const touched = new Set(
    source.evidence === undefined
      ? seen
          .filter(({ dataset, host }) => dataset === source.dataset && host === (source.host ?? ''))
          .flatMap(({ evidence }) => evidence.map((read) => owners.get(read) ?? read))
      : [owners.get(source.evidence) ?? source.evidence],
  )
  return present.filter((sha256) => touched.has(sha256))
}

/** "37 events that aws-cloudtrail saw too". */
export function basisOf({ pairs, reference }: OffsetProposal): string {
  return `${plural(pairs, 'event')} that ${reference} saw too`
}

/** "syslog@bastion01 is 95.2 s ± 0.4 s ahead of aws-cloudtrail, from 37 events both saw". */
export function proposalWords({ source, reference, offsetMs, uncertaintyMs, pairs, zoneMs, driftMsPerDay }: OffsetProposal): string {
  const side = offsetMs < 0 ? 'ahead of' : 'behind'
  const zone = zoneMs === undefined ? '' : '; whole quarters of an hour: looks like a zone mistake, read it with --tz'
  const drift =
    driftMsPerDay === undefined ? '' : `; it drifts by ${clockWords(driftMsPerDay, true)} a day: one offset fits the middle of that time only`
  return `${source} is ${clockWords(Math.abs(offsetMs))} ± ${clockWords(uncertaintyMs)} ${side} ${reference}, from ${plural(pairs, 'event')} both saw${zone}${drift}`
}
