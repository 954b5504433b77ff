// Run as a process of its own: measures searches over the data set in argv[2] through the store of events; prints one JSON a line. With `alone` in argv[3] it
// runs no peers and tells only what memory the same searches take.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parseQuery } from '../../src/query/parse.ts'
import type { Query } from '../../src/query/query.ts'
import { openParquetEvents } from '../../src/store/events/parquet-events.ts'
import type { SegmentRow } from '../../src/store/events/segments.ts'
import { days, start } from './event-sql.ts'
import { openPeer } from './peer.ts'

const incident = 'INC-1'
const folder = process.argv[2] ?? ''
const isAlone = process.argv[3] === 'alone'
const hasPeers = !isAlone && process.argv[3] !== 'no-peer'
const rounds = isAlone ? 2 : 5
const listed: (Omit<SegmentRow, 'first' | 'last'> & { first: string; last: string })[] = JSON.parse(readFileSync(join(folder, 'ledger.json'), 'utf8'))
const segments: SegmentRow[] = listed.map((segment) => ({ ...segment, first: BigInt(segment.first), last: BigInt(segment.last) }))
const store = openParquetEvents({ dataFolder: folder, ledger: { segments: async () => segments } })
const peer = openPeer(segments.map(({ name }) => join(folder, 'events', incident, name)))
const dayUs = 86_400_000_000n
const twoDays = { from: start + 10n * dayUs, before: start + 12n * dayUs }
const month = { from: start, before: start + BigInt(days) * dayUs }
let worst = 0
/** Peers are not run again once they took this long for one kind of search. */
const mostPeerMs = 10_000

type Search = (round: number) => Promise<unknown>

const filters = [
  'outcome:failure',
  'user:user77',
  'ip:198.51.3.0/24',
  'action:(ConsoleLogin or AssumeRole)',
  'dataset:web-access status:403',
  'host:host-12 -outcome:success',
]
const pages = ['', 'outcome:failure', 'user:user77', 'action:ConsoleLogin', 'dataset:syslog', 'ip:198.52.1.0/24']

await measure('histogram with a filter, whole time, p95', {
  bar: 250,
  share: 0.95,
  searches: filters.map((text) => histogram(text, month)),
  peers: peer.histograms,
})
await measure('histogram without a filter, whole time', { searches: [histogram('', month)] })
await measure('first page, oldest and newest first, p50', {
  bar: 100,
  share: 0.5,
  searches: pages.flatMap((text) => [page(text, 'oldest'), page(text, 'newest')]),
  peers: peer.pages,
})
await measure('count of a text in messages, two days', { bar: 300, searches: [count('message:*user77*', twoDays)], peers: [peer.message(twoDays)] })
await measure('first page of a text in messages, two days', { bar: 300, searches: [page('message:*user77*', 'oldest', twoDays)] })
await measure('free text (messages and own fields), two days', { searches: [count('"bucket-77"', twoDays)] })
await measure('count by an own field, whole time', {
  bar: 3000,
  searches: [count('fields.requestParameters.bucketName:bucket-77')],
  peers: [peer.ownField],
})
await measure('first page by an own field, whole time', { bar: 3000, searches: [page('fields.requestParameters.bucketName:bucket-77', 'newest')] })
await measure('count by an own field of a list, whole time', { bar: 3000, searches: [count('fields.labels:zone-1')] })
await measure('own field that few have, like, whole time', { bar: 3000, searches: [count('fields.context.tenant:tenant-77*')] })
await measure('top ten users, whole time', { searches: [() => store.top({ incident, query: parsed(''), field: 'user.name', limit: 10 })] })
await measure('ten neighbours on either side', { searches: [await neighbours()] })
await measure('one event by its id', { searches: [await oneEvent()] })
await measure('extent', { searches: [() => store.extent(incident)] })
if (isAlone) tell('resident, most', { unit: 'MB', runs: [process.resourceUsage().maxRSS / 1024], most: 700 })
else tell('longest the event loop waited, pages of 200', { unit: 'ms', runs: [worst], most: 50 })
await store.close()
await peer.close()

async function measure(
  name: string,
  { searches, peers, share = 0.5, bar }: { searches: readonly Search[]; peers?: readonly Search[]; share?: number; bar?: number },
) {
  for (const search of searches) await search(0)
  const runs: number[] = []
  const work: number[] = []
  const others: number[] = []
  let peerMs = 0
  for (let round = 1; round <= rounds; round += 1) {
    const before = process.cpuUsage()
    runs.push(quantile(await timed(searches, round), share))
    const { user, system } = process.cpuUsage(before)
    work.push((user + system) / 1000 / searches.length)
    if (peers === undefined || !hasPeers || peerMs > mostPeerMs) continue
    const times = await timed(peers, round)
    peerMs += times.reduce((sum, time) => sum + time, 0)
    others.push(quantile(times, share))
  }
  if (!isAlone) tell(name, { unit: 'ms', runs, work, most: bar, ...(others.length === 0 ? {} : { peer: others }) })
}

async function timed(searches: readonly Search[], round: number): Promise<number[]> {
  const times: number[] = []
  for (const search of searches) {
    const begun = performance.now()
    await search(round)
    times.push(performance.now() - begun)
  }
  return times
}

function histogram(text: string, span: { from: bigint; before: bigint }): Search {
  return () => store.histogram({ incident, query: parsed(text), ...span, bars: 200 })
}

function page(text: string, order: 'oldest' | 'newest', span: { from?: bigint; before?: bigint } = {}): Search {
  return async () => {
    const watch = watchLoop()
    const { events } = await store.page({ incident, query: parsed(text), order, limit: 200, ...span })
    worst = Math.max(worst, watch())
    if (events.length === 0) throw new Error(`Nothing was found for ${text}`)
  }
}

function count(text: string, span: { from?: bigint; before?: bigint } = {}): Search {
  return async () => {
    if ((await store.count({ incident, query: parsed(text), ...span })) === 0) throw new Error(`Nothing was found for ${text}`)
  }
}

async function oneEvent(): Promise<Search> {
  const { events } = await store.page({ incident, query: parsed('action:ConsoleLogin'), order: 'newest', limit: 5 })
  const id = events[4]?.event.id ?? ''
  return async () => {
    if ((await store.event(incident, id)) === undefined) throw new Error(`${id} was not found`)
  }
}

async function neighbours(): Promise<Search> {
  const { events } = await store.page({ incident, query: parsed(''), order: 'oldest', limit: 5, ...twoDays })
  const id = events[0]?.event.id ?? ''
  return () => store.neighbours({ incident, id, before: 10, after: 10 })
}

function parsed(text: string): Query {
  const result = parseQuery(text)
  if (!result.ok) throw new Error(`Cannot read ${text}`)
  return result.query
}

/** How long the event loop was kept from a timer, at most, until the answer is called. */
function watchLoop(): () => number {
  let last = performance.now()
  let longest = 0
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - last - 2)
    last = now
  }, 2)
  return () => {
    clearInterval(timer)
    return Math.max(longest, performance.now() - last - 2)
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}

function tell(
  name: string,
  measured: { unit: 'ms' | 'MB'; runs: readonly number[]; work?: readonly number[]; peer?: readonly number[]; most?: number },
): void {
  console.log(JSON.stringify({ name, ...measured }))
}
