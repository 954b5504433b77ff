import { compareInstantTexts } from '../../base/instant.ts'
import { isObject } from '../../base/json.ts'
import type { Fact } from '../../model/facts.ts'
import type { Incident } from '../../model/incident.ts'
import type { Interval } from '../../model/interval.ts'
import type { TimelineEntry } from '../../model/timeline.ts'
import { countFact, durationFact, unknownFact } from './fact.ts'
import { instantFact } from './dates.ts'
import { momentAt } from './metrics.ts'
import { spanBetween, sumOfSpans } from './span.ts'
import { standing, told } from './counts.ts'

/** What is computed for single elements of the record: its id stands in the id of the fact. */
export function elementFacts(document: Incident): Fact[] {
  return [...activityFacts(document), ...leadTimes(document), ...interruptionFacts(document), ...phaseFacts(document), ...citedFacts(document)]
}

/** First and last malicious activity of each system and account, from the attacker's entries of the timeline. */
function activityFacts(document: Incident): Fact[] {
  const attacks = told(document.timeline).filter((entry) => entry.kind === 'attacker')
  const systems = document.systems.flatMap((system) =>
    activityOf(
      `systems/${system.id}`,
      attacks.filter((entry) => speaksOf(entry.systems, system)),
    ),
  )
  const accounts = document.accounts.flatMap((account) =>
    activityOf(
      `accounts/${account.id}`,
      attacks.filter((entry) => speaksOf(entry.accounts, account)),
    ),
  )
  return [...systems, ...accounts]
}

function speaksOf(names: readonly string[], element: { readonly id: string; readonly name: string }): boolean {
  return names.includes(element.id) || (element.name !== '' && names.includes(element.name))
}

function activityOf(id: string, entries: readonly TimelineEntry[]): Fact[] {
  const firsts = entries.map((entry) => ({ entry, at: entry.occurred })).toSorted((a, b) => compareInstantTexts(a.at.earliest, b.at.earliest))
  const lasts = entries
    .map((entry) => ({ entry, at: entry.until ?? entry.occurred }))
    .toSorted((a, b) => compareInstantTexts(b.at.latest, a.at.latest))
  const tell = (name: string, label: string, found: { entry: TimelineEntry; at: Interval } | undefined): Fact => {
    const formula = `${label} among the attacker's entries of the timeline that name it`
    if (found === undefined)
      return unknownFact('instant', { id: `${id}/${name}`, label, basis: ['/timeline'], formula }, "no entry of the attacker's names it")
    return instantFact({ id: `${id}/${name}`, label, basis: [`/timeline/${found.entry.id}`], formula }, found.at)
  }
  return [tell('firstActivity', 'First malicious activity', firsts[0]), tell('lastActivity', 'Last malicious activity', lasts[0])]
}

/** How long before the real detection each opportunity lay. */
function leadTimes(document: Incident): Fact[] {
  const detected = { name: 'the detection', at: momentAt(document, 'detected') }
  return standing(document.detection.opportunities).map((opportunity) => {
    const id = `detection/opportunities/${opportunity.id}/leadTime`
    const head = {
      id,
      label: 'Lead time',
      basis: [`/detection/opportunities/${opportunity.id}/at`, '/moments/detected'],
      formula: 'the detection minus the opportunity',
    }
    return durationFact(head, spanBetween({ name: 'the opportunity', at: opportunity.at }, detected))
  })
}

function interruptionFacts(document: Incident): Fact[] {
  const rows = standing(document.impact.operational.interruptions).map((row) => ({
    row,
    span: spanBetween({ name: 'the beginning', at: row.from }, { name: 'the end', at: row.to }),
  }))
  const path = '/impact/operational/interruptions'
  const single = rows.map(({ row, span }) => {
    const head = {
      id: `${path.slice(1)}/${row.id}/duration`,
      label: `Duration: ${row.service}`,
      basis: [`${path}/${row.id}`],
      formula: 'end minus beginning',
    }
    return durationFact(head, span)
  })
  const down = rows.filter(({ row }) => row.kind === 'downtime')
  const head = {
    id: 'downtime',
    label: 'Downtime',
    basis: [path],
    formula: 'Durations of all rows of kind "downtime" added up, overlaps counted for each service',
  }
  if (down.length === 0) return [...single, unknownFact('duration', head, 'no downtime is recorded')]
  return [...single, durationFact(head, sumOfSpans(down.map(({ span }) => span)))]
}

function phaseFacts(document: Incident): Fact[] {
  return document.phases.map((phase) => {
    const value = told(document.timeline).filter((entry) => entry.phase === phase.id).length
    const head = {
      id: `phases/${phase.id}/entries`,
      label: phase.title,
      basis: ['/timeline'],
      formula: 'Entries of the phase, without rejected ones and those in the list to review',
    }
    return countFact(head, { value, one: 'entry', many: 'entries' })
  })
}

/** How many elements of the record cite each evidence item. */
function citedFacts(document: Incident): Fact[] {
  const counts = new Map<string, number>()
  countCitations(document, counts)
  return document.evidence.map((item) => {
    const head = {
      id: `evidence/${item.id}/citedBy`,
      label: `Citations of ${item.label}`,
      basis: ['/'],
      formula: 'Citations of the item by elements that are not rejected; a set cites each item it was selected from',
    }
    return countFact(head, { value: counts.get(item.sha256) ?? 0, one: 'citation' })
  })
}

function countCitations(value: unknown, counts: Map<string, number>): void {
  if (Array.isArray(value)) {
    for (const item of value) countCitations(item, counts)
    return
  }
  if (!isObject(value) || value['review'] === 'rejected') return
  const evidence = value['kind'] === 'event' ? [value['evidence']] : value['kind'] === 'set' ? value['evidence'] : undefined
  if (Array.isArray(evidence)) {
    for (const hash of evidence) if (typeof hash === 'string') counts.set(hash, (counts.get(hash) ?? 0) + 1)
    return
  }
  for (const child of Object.values(value)) countCitations(child, counts)
}
