import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../base/error.ts'
import { type CheckedTimestamp, checkTimestamp } from '../../exchange/rfc3161/check-timestamp.ts'
import { makeTimestampRequest } from '../../exchange/rfc3161/timestamp-request.ts'
import { checkAnchors, type StampedHead } from '../../incident/custody/check-anchors.ts'
import type { CustodyEntry, KeptCustody } from '../../model/custody.ts'
import type { Anchor } from '../../store/records/evidence-records.ts'
import type { EvidencePlace } from './evidence-place.ts'
import { draftOf, type Told } from './told.ts'
import { writeCustody } from './write-custody.ts'

/** What is kept of a checked response: with the certificates it was checked against, it can be checked again at any time. */
const checkedSchema = z.object({
  genTime: z.string(),
  accuracyMs: z.number().optional(),
  tsa: z.string(),
  serial: z.string(),
  policy: z.string(),
  roots: z.array(z.string()),
})
type Checked = z.infer<typeof checkedSchema>

/** A time stamp of the chain, or the request for one that is not answered yet. */
export interface ShownAnchor {
  readonly id: string
  /** The entry up to which the chain is stamped. */
  readonly seq: number
  readonly head: string
  /** When it was asked for, UTC. */
  readonly at: string
  readonly stamp?: Omit<Checked, 'roots'>
}

/** Asks for a time stamp of the end of an incident's chain: the request is kept, and answered as DER to be handed to an authority. */
export async function requestAnchor(incident: string, { store, now }: EvidencePlace): Promise<{ request: Uint8Array; anchor: ShownAnchor }> {
  const last = await store.custodyHead(incident)
  if (last === undefined) throw new AppError('invalid', `${incident} has no custody yet that could be time-stamped: add evidence first`)
  const request = makeTimestampRequest({ sha256: last.hash, nonce: randomBytes(16) })
  const anchor = { id: sha256Of(request), seq: last.seq, head: last.hash, at: now() }
  await store.addAnchor(incident, { ...anchor, request })
  return { request, anchor }
}

export interface AnchorResponse {
  /** DER, as the authority gave it. */
  readonly response: Uint8Array
  /** Texts of PEM files with certificates that are trusted: of authorities that issue, or the very one that signs. */
  readonly roots: readonly string[]
  readonly told: Told
}

/**
 * Takes the response to one of the incident's requests in: checked offline, kept with what it was checked against, and told in the custody. Throws
 * `check-failed` with the reason where it proves nothing, `not-found` where no request waits for it.
 */
export async function importAnchor(incident: string, { response, roots, told }: AnchorResponse, place: EvidencePlace): Promise<ShownAnchor> {
  const { store } = place
  const anchors = await store.anchors(incident)
  const open = anchors.filter((anchor) => anchor.response === undefined)
  if (open.length === 0) throw new AppError('not-found', `No request of ${incident} waits for a time stamp: make one first (evidence anchor request)`)
  const outcomes = open.map((anchor) => ({ anchor, checked: checkTimestamp({ request: anchor.request, response, roots }) }))
  const found = outcomes.find(({ checked }) => checked.ok) ?? outcomes.find(({ checked }) => !checked.ok && !isForAnother(checked)) ?? outcomes[0]
  if (found === undefined || !found.checked.ok) throw refused(found?.checked)
  const { anchor } = found
  const { genTime, accuracyMs, tsa, serial, policy } = found.checked.value
  const stamp = { genTime, ...(accuracyMs === undefined ? {} : { accuracyMs }), tsa, serial, policy }
  const entry = await entryAt(incident, anchor, place)
  const wrong = checkAnchors([entry], [{ ...anchor, ...stamp }]).faults[0]
  if (wrong !== undefined && wrong.code !== 'time') throw new AppError('check-failed', wrong.message)
  const kept: Checked = { ...stamp, roots: [...roots] }
  await store.answerAnchor(incident, anchor.id, { response, checked: JSON.stringify(kept) })
  const told_ = { ...draftOf(told, place.now()), action: 'anchor' as const, head: anchor.head }
  const note = `Time-stamped at ${genTime} by ${tsa}, up to entry ${anchor.seq}`
  await writeCustody(store, incident, [{ ...told_, note: note.slice(0, 4_000), reference: `Serial number ${serial}` }])
  return shownAnchor({ ...anchor, response, checked: JSON.stringify(kept) })
}

/** Time stamps and open requests, by the number of the entry they stand for. */
export async function listAnchors(incident: string, { store }: Pick<EvidencePlace, 'store'>): Promise<ShownAnchor[]> {
  return (await store.anchors(incident)).map(shownAnchor)
}

/** Checks all kept time stamps again, and holds them against the chain. */
export async function anchorStatus(
  { entries, damaged }: KeptCustody,
  anchors: readonly Anchor[],
): Promise<{ proven?: { seq: number; genTime: string }; faults: { code: string; message: string }[] }> {
  const faults: { code: string; message: string }[] = []
  const stamps: StampedHead[] = []
  for (const { seq, head, request, response, checked } of anchors) {
    if (response === undefined) continue
    const kept = checkedSchema.safeParse(readJson(checked ?? ''))
    const again = kept.success ? checkTimestamp({ request, response, roots: kept.data.roots }) : undefined
    if (again?.ok === true) stamps.push({ seq, head, ...again.value })
    else
      faults.push({
        code: 'anchor',
        message: `The time stamp of entry ${seq} does not hold any more: ${again?.message ?? 'what is kept of it cannot be read'}`,
      })
  }
  const { proven, faults: others } = checkAnchors(entries, stamps, damaged)
  faults.push(...others.map(({ code, message }) => ({ code, message })))
  return proven === undefined ? { faults } : { proven: { seq: proven.seq, genTime: proven.genTime }, faults }
}

function shownAnchor({ id, seq, head, at, checked }: Anchor): ShownAnchor {
  const kept = checked === undefined ? undefined : checkedSchema.safeParse(readJson(checked))
  if (kept?.success !== true) return { id, seq, head, at }
  const { roots: _, ...stamp } = kept.data
  return { id, seq, head, at, stamp }
}

async function entryAt(incident: string, { seq }: Anchor, { store }: EvidencePlace): Promise<CustodyEntry> {
  const [entry] = await store.custody(incident, { after: seq - 1, limit: 1 })
  if (entry?.seq !== seq) throw new AppError('damaged', `Entry ${seq} of the custody of ${incident} is not there any more`)
  return entry
}

function isForAnother(checked: CheckedTimestamp): boolean {
  return !checked.ok && (checked.code === 'imprint' || checked.code === 'nonce')
}

function refused(checked: CheckedTimestamp | undefined): AppError {
  const why = checked === undefined || checked.ok ? '' : `: ${checked.message}`
  return new AppError('check-failed', `The response proves nothing${why}. Nothing of it was kept`)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no JSON: no stamp
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
