import { compareInstantTexts } from '../../base/instant.ts'
import type { Citation, EventCitation, SetCitation } from '../../model/citation.ts'
import { digestOfMembers } from '../../model/finding-citation.ts'
import type { Claim } from './claims.ts'
import { broken, intact, notChecked, type Verdict } from './verdict.ts'
import { citedSet, type Reread, selectorKey } from './verify-evidence.ts'

/** One verdict a claim: "citation intact", or what broke. */
export function checkClaims(claims: readonly Claim[], reread: Reread, labels: ReadonlyMap<string, string>): Verdict[] {
  return claims.map((claim) => {
    const subject = claim.path
    const said = `[${claim.label}] ${claim.text}`
    const result = checkCitation(claim.citation, reread, labels)
    if (result === undefined) return intact('claim', subject, `citation intact: ${said}`)
    return result.missing ? notChecked('claim', subject, `${result.message}: ${said}`) : broken('claim', subject, `${result.message}: ${said}`)
  })
}

interface Fault {
  readonly message: string
  /** True where the evidence was not at hand. */
  readonly missing: boolean
}

function checkCitation(citation: Citation, reread: Reread, labels: ReadonlyMap<string, string>): Fault | undefined {
  if (citation.kind === 'event') return checkEvent(citation, reread, labels)
  return checkSet(citation, reread, labels)
}

function checkEvent(citation: EventCitation, reread: Reread, labels: ReadonlyMap<string, string>): Fault | undefined {
  const name = labels.get(citation.evidence) ?? citation.evidence.slice(0, 8)
  const item = reread.get(citation.evidence)
  const [span, more] = citation.spans
  if (more !== undefined) return fault(`a record of ${name} lies in one piece; the citation names ${citation.spans.length}`)
  if (item === undefined || span === undefined) return { missing: true, message: `evidence ${name} is not at hand` }
  const record = item.read.records.find((candidate) => candidate.offset === span.offset)
  if (record === undefined) return fault(`${name} no longer has an event at byte ${span.offset}`)
  if (record.sha256 !== citation.sha256) return fault(`the bytes of record ${citation.record} of ${name} (from byte ${span.offset}) were changed`)
  if (record.length !== span.length) return fault(`record ${citation.record} of ${name} is ${record.length} bytes long, not ${span.length}`)
  if (record.number !== citation.record)
    return fault(`the record at byte ${span.offset} of ${name} is number ${record.number}, not ${citation.record}`)
  if (!record.events.includes(citation.event)) return fault(`record ${citation.record} of ${name} no longer reads as event ${citation.event}`)
  if (citation.sourceId !== undefined && !record.sourceIds.includes(citation.sourceId))
    return fault(`the record's own id is not ${citation.sourceId}`)
  return undefined
}

function checkSet(citation: SetCitation, reread: Reread, labels: ReadonlyMap<string, string>): Fault | undefined {
  const members: string[] = []
  const times: string[] = []
  // An item named twice counts once.
  for (const sha256 of new Set(citation.evidence)) {
    const item = reread.get(sha256)
    if (item === undefined) return { missing: true, message: `evidence ${labels.get(sha256) ?? sha256.slice(0, 8)} is not at hand` }
    const key = selectorKey(citedSet(citation, sha256))
    const index = item.task.selectors.findIndex((selector) => selectorKey(selector) === key)
    const set = item.read.sets[index]
    if (set === undefined) continue
    members.push(...set.members)
    for (const time of [set.first, set.last]) if (time !== undefined) times.push(time)
  }
  if (members.length !== citation.count) return fault(`the set holds ${members.length} events, not ${citation.count}`)
  if (digestOfMembers(members.sort()) !== citation.digest) return fault('the set holds other events than it did')
  times.sort(compareInstantTexts)
  if (times[0] !== citation.first || times.at(-1) !== citation.last)
    return fault(`the set lasts from ${times[0]} to ${times.at(-1)}, not from ${citation.first} to ${citation.last}`)
  for (const example of citation.examples) {
    const wrong = checkEvent(example, reread, labels)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

function fault(message: string): Fault {
  return { missing: false, message }
}
