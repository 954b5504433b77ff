import type { Fact } from '../../model/facts.ts'
import type { Incident } from '../../model/incident.ts'
import type { TimelineEntry } from '../../model/timeline.ts'
import { formatNumber, listOf, plural } from '../../base/text.ts'
import { countFact, textFact, unknownFact } from './fact.ts'

interface Reviewable {
  readonly review?: 'proposed' | 'accepted' | 'rejected' | undefined
}

/** Elements that stand in the record: everything a person did not reject. */
export function standing<T extends Reviewable>(items: readonly T[]): T[] {
  return items.filter((item) => item.review !== 'rejected')
}

/** Entries that tell the incident: neither rejected nor waiting in the list to review. */
export function told(entries: readonly TimelineEntry[]): TimelineEntry[] {
  return entries.filter((entry) => entry.review !== 'rejected' && !(entry.review === 'proposed' && entry.tier === 'to review'))
}

/** What can be counted in the record. */
export function countFacts(document: Incident): Fact[] {
  return [
    ...reviewFacts(document),
    ...listFacts(document),
    ...evidenceFacts(document),
    recordsAffected(document),
    affectedParties(document),
    ...workFacts(document),
  ]
}

function reviewFacts(document: Incident): Fact[] {
  const entries = document.timeline
  const reviewed = entries.filter((entry) => entry.review !== 'proposed').length
  const basis = ['/timeline']
  const total = countFact(
    { id: 'entriesTotal', label: 'Timeline entries', basis, formula: 'Entries of the timeline, rejected ones included' },
    { value: entries.length, one: 'entry', many: 'entries' },
  )
  const done = { id: 'entriesReviewed', label: 'Entries reviewed', basis, formula: 'Entries a person wrote, accepted or rejected, of all entries' }
  const fact: Fact = {
    ...done,
    kind: 'count',
    value: reviewed,
    high: entries.length,
    unit: 'entries',
    text: `${formatNumber(reviewed)} of ${plural(entries.length, 'entry', 'entries')}`,
    known: 'exact',
  }
  const notice: Fact = {
    id: 'review',
    label: 'Review',
    basis,
    formula: 'Empty once no entry is proposed any more',
    kind: 'text',
    text: reviewed === entries.length ? '' : `machine-proposed, ${fact.text} reviewed`,
    known: 'exact',
  }
  const open = entries.filter((entry) => entry.review === 'proposed' && entry.tier === 'to review').length
  return [
    total,
    fact,
    notice,
    countFact(
      { id: 'entriesToReview', label: 'Entries in the list to review', basis, formula: 'Proposed entries that are not stated' },
      { value: open, one: 'entry', many: 'entries' },
    ),
  ]
}

interface CountedList {
  readonly id: string
  readonly label: string
  readonly path: string
  readonly items: readonly Reviewable[]
  readonly one: string
}

function listFacts(document: Incident): Fact[] {
  const lists: readonly CountedList[] = [
    { id: 'systemsAffected', label: 'Systems affected', path: '/systems', items: document.systems, one: 'system' },
    { id: 'accounts', label: 'Accounts used', path: '/accounts', items: document.accounts, one: 'account' },
    { id: 'indicators', label: 'Indicators', path: '/indicators', items: document.indicators, one: 'indicator' },
    { id: 'leftBehind', label: 'Things left behind', path: '/leftBehind', items: document.leftBehind, one: 'thing' },
    { id: 'recommendations', label: 'Recommendations', path: '/recommendations', items: document.recommendations, one: 'recommendation' },
  ]
  return lists.map(({ id, label, path, items, one }) =>
    countFact(
      { id, label, basis: [path], formula: `Elements of "${label.toLowerCase()}" that are not rejected` },
      { value: standing(items).length, one },
    ),
  )
}

function evidenceFacts(document: Incident): Fact[] {
  const readings = document.evidence.flatMap((item) => (item.reading === undefined ? [] : [item.reading]))
  const sum = (key: 'records' | 'events' | 'problems') => readings.reduce((total, reading) => total + reading[key], 0)
  const basis = ['/evidence']
  return [
    countFact(
      { id: 'evidenceItems', label: 'Evidence items', basis, formula: 'Items of evidence' },
      { value: document.evidence.length, one: 'item' },
    ),
    countFact(
      { id: 'recordsRead', label: 'Records read', basis, formula: 'Records of all evidence items added up' },
      { value: sum('records'), one: 'record' },
    ),
    countFact(
      { id: 'eventsRead', label: 'Events read', basis, formula: 'Events of all evidence items added up' },
      { value: sum('events'), one: 'event' },
    ),
    countFact(
      { id: 'problems', label: 'Problems while reading', basis, formula: 'Problems of all evidence items added up' },
      { value: sum('problems'), one: 'problem' },
    ),
  ]
}

function recordsAffected(document: Incident): Fact {
  const rows = standing(document.impact.data)
  const counted = rows.filter((row) => row.records !== undefined)
  const head = { id: 'recordsAffected', label: 'Records affected', basis: ['/impact/data'], formula: 'Records of all data types added up' }
  if (counted.length === 0) return unknownFact('count', head, rows.length === 0 ? 'no data impact is recorded' : 'no number of records is recorded')
  const value = counted.reduce((total, row) => total + (row.records ?? 0), 0)
  const estimate = counted.some((row) => row.estimate === true)
  return missing(countFact(head, { value, one: 'record', estimate }), rows.length - counted.length, 'data type')
}

function affectedParties(document: Incident): Fact {
  const rows = standing(document.impact.affectedParties)
  const head = {
    id: 'affectedParties',
    label: 'Affected parties',
    basis: ['/impact/affectedParties'],
    formula: 'Each affected party with its number',
  }
  if (rows.length === 0) return unknownFact('text', head, 'no affected party is recorded')
  const parties = rows.map((row) => {
    const name = row.party === '' ? row.kind : row.party
    if (row.count === undefined) return `${name} (number unknown)`
    return `${name} (${row.estimate === true ? 'about ' : ''}${formatNumber(row.count)})`
  })
  return textFact(head, listOf(parties))
}

// A sum over rows of which some have no number is a lower bound, and says so.
function missing(fact: Fact, unknown: number, what: string): Fact {
  if (unknown === 0) return fact
  return { ...fact, known: 'at least', text: `${orMore(fact.text)} (number unknown for ${plural(unknown, what)})` }
}

/** A lower bound in words: "at least 34 records", "about 1,200 records or more". */
export function orMore(text: string): string {
  return text.startsWith('about ') ? `${text} or more` : `at least ${text}`
}

function workFacts(document: Incident): Fact[] {
  const work = [
    ...standing(document.response.actions).map((item) => item.status),
    ...standing(document.response.shortTerm).map((item) => item.status),
    ...standing(document.recommendations).map((item) => item.status),
  ]
  const closed = new Set(['done', 'verified', 'dropped'])
  const done = work.filter((status) => closed.has(status)).length
  const basis = ['/response/actions', '/response/shortTerm', '/recommendations']
  return [
    countFact(
      { id: 'actionsOpen', label: 'Actions open', basis, formula: 'Actions and recommendations not done, verified or dropped' },
      { value: work.length - done, one: 'action' },
    ),
    countFact(
      { id: 'actionsDone', label: 'Actions done', basis, formula: 'Actions and recommendations done, verified or dropped' },
      { value: done, one: 'action' },
    ),
  ]
}
