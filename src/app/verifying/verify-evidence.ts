import { availableParallelism } from 'node:os'
import { formatNamed } from '../../evidence/formats/index.ts'
import type { SetCitation } from '../../model/citation.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import { runInWorkers } from '../workers/pool.ts'
import type { Claim } from './claims.ts'
import type { FoundItem } from './find-evidence.ts'
import { broken, intact, notChecked, type Verdict } from './verdict.ts'
import type { CitedSet, RereadFile, VerifyTask } from './verify-file.ts'

/** Cited evidence as it reads now, by the SHA-256 of the item that is read. */
export type Reread = ReadonlyMap<string, { readonly found: FoundItem; readonly read: RereadFile; readonly task: VerifyTask }>

/** Compares each item's bytes with the hash that the record holds. */
export function checkItems(found: readonly FoundItem[]): Verdict[] {
  const places = new Map(found.map(({ item, place }) => [item.sha256, place]))
  return found.map(({ item, place }) => {
    const subject = `${item.label} ${item.name}`
    const container = item.parent === undefined ? undefined : places.get(item.parent)
    // A container whose bytes are the same holds what it held.
    const isContainerIntact = item.parent !== undefined && container?.sha256 === item.parent
    if (place === undefined) return isContainerIntact ? broken('evidence', subject, `is not in ${container?.path ?? ''}`) : missing(item, found)
    const { sha256, path } = place
    if (sha256 !== item.sha256) {
      if (item.parent !== undefined) return broken('evidence', subject, `its decoded bytes were changed: SHA-256 ${sha256}`)
      return broken('evidence', subject, `${path} was changed: its SHA-256 is ${sha256}, the record holds ${item.sha256}`)
    }
    if (isContainerIntact && place.parent !== item.parent)
      return broken('evidence', subject, `is not in ${container?.path ?? ''}, but found as ${path}`)
    return intact('evidence', subject, `SHA-256 ${item.sha256}${path.endsWith(item.name) ? '' : `, found as ${path}`}`)
  })
}

function missing(item: EvidenceItem, found: readonly FoundItem[]): Verdict {
  const subject = `${item.label} ${item.name}`
  const content = found.find((other) => other.item.parent === item.sha256 && other.place?.sha256 === other.item.sha256)?.place
  if (content === undefined) return notChecked('evidence', subject, 'not found: give its place with --evidence')
  return notChecked('evidence', subject, `only its content is at hand, as ${content.path}; the compressed file itself was not found`)
}

/** Reads every item that was read as a log again, with the format, zone and year it was read with. */
export async function rereadCited(given: {
  found: readonly FoundItem[]
  claims: readonly Claim[]
  rules: readonly Rule[]
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
  const { item, place } = found
  const { reading } = item
  if (place?.file === undefined || reading === undefined) return undefined
  const offsets = new Set<number>()
  const selectors = new Map<string, CitedSet>()
  for (const { citation } of claims) {
    if (citation.kind === 'set' && citation.evidence.includes(item.sha256)) {
      const set = citedSet(citation, item.sha256)
      selectors.set(selectorKey(set), set)
    }
    for (const event of citation.kind === 'event' ? [citation] : citation.examples) {
      const [span] = event.spans
      if (event.evidence === item.sha256 && span !== undefined) offsets.add(span.offset)
    }
  }
  return {
    path: item.path ?? item.name,
    file: place.file,
    recorded: item.sha256,
    format: reading.format,
    ...(reading.zone === undefined ? {} : { zone: reading.zone }),
    ...(reading.year === undefined ? {} : { year: reading.year }),
    offsets: [...offsets],
    selectors: [...selectors.values()],
  }
}

/** Compares what the record says of how an item was read with how it reads now. */
export function checkReadings(reread: Reread): Verdict[] {
  return [...reread.values()].flatMap(({ found, read }) => {
    const { item } = found
    const { reading } = item
    const now = read.readings.at(-1)
    if (reading === undefined || now === undefined || now.sha256 !== item.sha256 || now.version !== reading.version) return []
    const compared: [string, string | number | undefined, string | number | undefined][] = [
      ['size', item.size, now.size],
      ['records', reading.records, now.records],
      ['events', reading.events, now.events],
      ['problems', reading.problems, now.problems],
      ['first event', reading.first, now.first?.at],
      ['last event', reading.last, now.last?.at],
      ['zone', reading.assumed?.includes('zone') === true ? 'assumed' : 'known', read.assumedZone ? 'assumed' : 'known'],
    ]
    const subject = `${item.label} ${item.name}`
    const wrong = compared.filter(([, said, is]) => said !== is)
    if (wrong.length === 0) return [intact('number', subject, `reads as ${now.events} events in ${now.records} records`)]
    return wrong.map(([what, said, is]) =>
      broken('number', subject, `${what}: the record says ${said ?? 'nothing'}, the evidence gives ${is ?? 'nothing'}`),
    )
  })
}

/** What the list of evidence may not say: a label given twice, a name that its path contradicts, an item in a container that is none of the record's. */
export function checkList(items: readonly EvidenceItem[]): Verdict[] {
  return items.flatMap((item, index) => {
    const { label, name, path, parent } = item
    const subject = `${label} ${name}`
    const faults: string[] = []
    if (items.findIndex((other) => other.label === label) !== index) faults.push(`two items are called ${label}`)
    if (path !== undefined && !path.endsWith(name)) faults.push(`its name is not that of its path "${path}"`)
    const container = items.find((other) => other.sha256 === parent)
    if (parent !== undefined && container === undefined) faults.push('the container it was inside of is not in the record')
    if (container?.path !== undefined && path !== undefined && !path.startsWith(`${container.path}!`))
      faults.push(`its path "${path}" does not lie in its container`)
    return faults.map((message) => broken('evidence', subject, message))
  })
}

/** What a citation selects from one item. */
export function citedSet({ selector, except = [] }: SetCitation, sha256: string): CitedSet {
  return { selector, except: except.filter(({ evidence }) => evidence === sha256).sort((a, b) => a.from - b.from) }
}

/** The same for two that select alike. */
export function selectorKey({ selector, except }: CitedSet): string {
  const where = Object.entries(selector.where).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([selector.ruleHash, where, except.map(({ from, to }) => [from, to])])
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
