import { type CustodyAction, type CustodyEntry, type DamagedCustody, isRetained } from '../../model/custody.ts'
import { type CustodyFault, type CustodyFaultCode, type CustodyItem, inside } from './fault.ts'
import { followHands, type Hands, noHands } from './follow-hands.ts'
import { followPlaces, type Places } from './follow-places.ts'

/** One item: the entries about it and those about the whole incident, as they were stated last. */
export interface ItemCustody {
  readonly sha256: string
  /** Absent where the list of evidence does not have it. */
  readonly item: CustodyItem | undefined
  readonly own: readonly CustodyEntry[]
  readonly all: readonly CustodyEntry[]
  /** Entries about it that cannot be read: its story begins anew behind each. */
  readonly damaged?: readonly DamagedCustody[]
}

/** What is known of an item so far, entry by entry. */
interface Story {
  readonly name: string
  collected: boolean
  last: CustodyEntry | undefined
  disposed: CustodyEntry | undefined
  readonly holds: Map<number, CustodyEntry>
  /** Its own retention, and the incident's. */
  retained: { own?: CustodyEntry; all?: CustodyEntry }
  hands: Hands
  places: Places
}

type Add = (code: CustodyFaultCode, message: string, entries: readonly CustodyEntry[]) => void

/** What only says how long an item is kept, and touches nothing. */
const keepingActions: ReadonlySet<CustodyAction> = new Set(['hold', 'release', 'retain', 'anchor', 'not-obtained'])

/** Faults of one item's story. */
export function checkItem({ sha256, item, own, all, damaged = [] }: ItemCustody): CustodyFault[] {
  const faults: CustodyFault[] = []
  const add: Add = (code, message, entries) => faults.push({ code, seqs: entries.map(({ seq }) => seq), sha256, message })
  const name = item === undefined ? `The item ${sha256.slice(0, 16)}…` : `"${item.name}" (${sha256.slice(0, 16)}…)`
  const none = { last: undefined, disposed: undefined, holds: new Map<number, CustodyEntry>(), retained: {}, hands: noHands(), places: new Map() }
  const story: Story = { name, collected: false, ...none }
  const unread = damaged.toSorted((a, b) => a.seq - b.seq)
  for (const entry of inOrder(own, all)) {
    while ((unread[0]?.seq ?? Number.POSITIVE_INFINITY) < entry.seq) passOver(story, unread.shift())
    if (entry.sha256 !== undefined) tell(story, entry, add)
    keep(story, entry)
  }
  for (const one of unread) passOver(story, one)
  // Whether it was disposed of, or came back, is what cannot be read.
  const isListingKnown = !damaged.some(({ action }) => action === undefined || action === 'dispose' || action === 'collect')
  checkListed(story, { item, own, isListingKnown }, add)
  return faults
}

/** What an entry told that cannot be read is not known: whoever has the item behind it may have come to it there. */
function passOver(story: Story, damaged: DamagedCustody | undefined): void {
  story.collected = true
  story.hands = noHands()
  story.places = new Map()
  if (damaged?.action === 'collect') story.disposed = undefined
}

function inOrder(own: readonly CustodyEntry[], all: readonly CustodyEntry[]): readonly CustodyEntry[] {
  return all.length === 0 ? own : [...own, ...all].sort((a, b) => a.seq - b.seq)
}

function tell(story: Story, entry: CustodyEntry, add: Add): void {
  const { name } = story
  checkTime(story, entry, add)
  checkHashes(story, entry, add)
  if (entry.action === 'collect') {
    story.collected = true
    story.disposed = undefined
  } else if (!story.collected) {
    add('uncollected', `${name} has ${inside(entry)}, but no entry before it tells how it was collected`, [entry])
    story.collected = true
  } else if (story.disposed !== undefined) {
    add('disposed', `${name} was disposed of in ${inside(story.disposed)}, but ${inside(entry)} follows`, [story.disposed, entry])
  }
  if (keepingActions.has(entry.action)) return
  followHands(story.hands, entry, (code, message, entries) => add(code, `${name} ${message}`, entries))
  followPlaces(story.places, entry, (message, entries) => add('gap', `${name} ${message}`, entries))
  if (entry.action === 'dispose') dispose(story, entry, add)
}

function checkTime(story: Story, entry: CustodyEntry, add: Add): void {
  const { name, last } = story
  // The same bytes may have been collected earlier elsewhere, and be brought in later.
  if (last !== undefined && entry.action !== 'collect' && Date.parse(entry.at) < Date.parse(last.at)) {
    add('time', `${name} goes back in time: ${inside(entry)} follows ${inside(last)}`, [last, entry])
  }
  story.last = entry
}

function checkHashes({ name }: Story, entry: CustodyEntry, add: Add): void {
  const { sha256 = '', hashBefore, hashAfter } = entry
  if (hashBefore !== undefined && hashBefore !== sha256) {
    add('mismatch', `${name} had other bytes before ${inside(entry)}: their SHA-256 was ${hashBefore}`, [entry])
  }
  if (hashAfter !== undefined && hashAfter !== sha256) {
    add('mismatch', `${name} had other bytes after ${inside(entry)}: their SHA-256 was ${hashAfter}`, [entry])
  }
}

function dispose(story: Story, entry: CustodyEntry, add: Add): void {
  const { name, holds, retained } = story
  for (const hold of holds.values()) {
    add('held', `${name} was disposed of in ${inside(entry)} while it was under the hold of ${inside(hold)}`, [hold, entry])
  }
  const retention = retained.own ?? retained.all
  if (retention?.until !== undefined && isRetained(retention.until, entry.at)) {
    const message = `${name} was disposed of in ${inside(entry)}, though ${inside(retention)} keeps it until ${retention.until}`
    add('retained', message, [retention, entry])
  }
  story.disposed = entry
}

function keep(story: Story, entry: CustodyEntry): void {
  const { action, sha256, seq, releases } = entry
  if (action === 'hold') story.holds.set(seq, entry)
  if (action === 'release' && releases !== undefined) story.holds.delete(releases)
  if (action === 'retain') story.retained = { ...story.retained, [sha256 === undefined ? 'all' : 'own']: entry }
}

interface Listing extends Pick<ItemCustody, 'item' | 'own'> {
  readonly isListingKnown: boolean
}

function checkListed({ name, collected, disposed }: Story, { item, own, isListingKnown }: Listing, add: Add): void {
  if (!collected) add('uncollected', `${name} is listed as evidence, but no entry tells how it was collected`, [])
  if (!isListingKnown) return
  if (item === undefined && disposed === undefined) {
    add('unlisted', `${name} has ${own.length === 1 ? 'a custody entry' : 'custody entries'}, but is not listed as evidence any more`, own)
  }
  if (item?.disposedAt !== undefined && disposed === undefined) {
    add('unlisted', `${name} is listed as disposed of at ${item.disposedAt}, but no entry tells of it`, [])
  }
  if (item !== undefined && item.disposedAt === undefined && disposed !== undefined) {
    add('unlisted', `${name} was disposed of in ${inside(disposed)}, but is listed as being there`, [disposed])
  }
}
