import { availableParallelism } from 'node:os'
import { formatNamed } from '../../evidence/formats/index.ts'
import type { SetCitation } from '../../model/citation.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import type { RuleText } from '../drafting/harvest-file.ts'
import { runInWorkers } from '../workers/pool.ts'
import type { Claim } from './claims.ts'
import type { FoundItem } from './find-evidence.ts'
import { broken, intact, notChecked, type Verdict } from './verdict.ts'
import type { RereadFile, VerifyTask } from './verify-file.ts'

/** Cited evidence as it reads now, by the SHA-256 of the item that is read. */
export type Reread = ReadonlyMap<string, { readonly found: FoundItem; readonly read: RereadFile; readonly task: VerifyTask }>

/** Compares each item's bytes with the hash that the record holds. */
export function checkItems(found: readonly FoundItem[]): Verdict[] {
  return found.flatMap((entry) => {
    const { item, member, file, sha256, memberSha256 } = entry
    const subject = `${item.label} ${item.name}`
    if (file === undefined) return [notChecked('evidence', subject, 'not found: give its place with --evidence')]
    if (sha256 !== item.sha256) return [broken('evidence', subject, `${file} was changed: its SHA-256 is ${sha256}, the record holds ${item.sha256}`)]
    const own = intact('evidence', subject, `SHA-256 ${item.sha256}`)
    if (member === undefined) return [own]
    const inside = `${member.label} ${member.name}`
    const same = memberSha256 === member.sha256
    return [
      own,
      same
        ? intact('evidence', inside, `SHA-256 ${member.sha256}`)
        : broken('evidence', inside, `its decoded bytes were changed: SHA-256 ${memberSha256 ?? 'unknown'}`),
    ]
  })
}

/** Reads every cited item again, with the format, zone and year it was read with. */
export async function rereadCited(given: {
  found: readonly FoundItem[]
  claims: readonly Claim[]
  rules: readonly RuleText[]
  signal?: AbortSignal
}): Promise<Reread> {
  const jobs = given.found.flatMap((found) => {
    const task = taskFor(found, given.claims)
    return task === undefined ? [] : [{ found, task }]
  })
  const reads = await runInWorkers<VerifyTask, RereadFile>({
    worker: 'verify',
    setup: given.rules,
    tasks: jobs.map(({ task }) => task),
    threads: availableParallelism(),
    result: (value) => value as RereadFile, // our own worker built it
    ...(given.signal === undefined ? {} : { signal: given.signal }),
  })
  return new Map(
    jobs.flatMap(({ found, task }, index) => {
      const read = reads[index]
      return read === undefined ? [] : [[task.recorded, { found, read, task }] as const]
    }),
  )
}

function taskFor(found: FoundItem, claims: readonly Claim[]): VerifyTask | undefined {
  const item = found.member ?? found.item
  const { reading } = item
  if (found.file === undefined || reading === undefined) return undefined
  const offsets = new Set<number>()
  const selectors = new Map<string, SetCitation['selector']>()
  for (const { citation } of claims) {
    if (citation.kind === 'set' && citation.evidence.includes(item.sha256)) selectors.set(selectorKey(citation.selector), citation.selector)
    for (const event of citation.kind === 'event' ? [citation] : citation.examples) {
      const [span] = event.spans
      if (event.evidence === item.sha256 && span !== undefined) offsets.add(span.offset)
    }
  }
  if (offsets.size === 0 && selectors.size === 0) return undefined
  return {
    path: item.path ?? item.name,
    file: found.file,
    recorded: item.sha256,
    format: reading.format,
    ...(reading.zone === undefined ? {} : { zone: reading.zone }),
    ...(reading.year === undefined ? {} : { year: reading.year }),
    offsets: [...offsets],
    selectors: [...selectors.values()],
  }
}

/** The same for two selectors that select alike. */
export function selectorKey(selector: SetCitation['selector']): string {
  return JSON.stringify([selector.ruleHash, Object.entries(selector.where).sort(([a], [b]) => (a < b ? -1 : 1))])
}

/** Formats that read otherwise than when the record was drafted: their bytes can be checked, their reading cannot be compared. */
export function checkFormats(items: readonly EvidenceItem[]): Verdict[] {
  return items.flatMap((item) => {
    if (item.reading === undefined) return []
    const now = formatNamed(item.reading.format)
    if (now?.version === item.reading.version) return []
    const has = now === undefined ? 'does not know that format' : `has version ${now.version} of it`
    return [
      notChecked('evidence', `${item.label} ${item.name}`, `read as ${item.reading.format} version ${item.reading.version}; this program ${has}`),
    ]
  })
}
