import { appendFileSync, closeSync, openSync } from 'node:fs'
import type { EvidencePlace } from '../app/evidence/evidence-place.ts'
import type { ReadingOptions } from '../app/intake/incident-items.ts'
import type { IntakeProgress } from '../app/intake/intake-progress.ts'
import { createRate } from '../app/intake/rate.ts'
import { jsonLine } from '../app/reading/flat-event.ts'
import { isReadFailure } from '../app/reading/problems.ts'
import { AppError, messageOf } from '../base/error.ts'
import { agree, formatNumber, plural } from '../base/text.ts'
import type { Problem } from '../model/problem.ts'
import type { Terminal } from './command.ts'
import { oneLine } from './evidence-options.ts'

/** Tells problems as they are met, and keeps count of those that mean something was not read. */
export interface Teller {
  tell(problem: Problem): void
  /** Writes it where a file is named, and counts it, without showing it. */
  note(problem: Problem): void
  failures(): number
  /** True where every problem is written to a file. */
  readonly isWriting: boolean
  /** Says how many were not shown. */
  close(): void
}

/** Problems shown in one run; the rest is counted, and written where a file is named. */
const mostShown = 50

export function openTeller(terminal: Terminal, file: string | undefined): Teller {
  const to = file === undefined ? undefined : openFile(file)
  let count = 0
  let failures = 0
  const note = (problem: Problem): void => {
    if (isReadFailure(problem)) failures += 1
    if (to !== undefined) appendFileSync(to, jsonLine(problem))
  }
  return {
    isWriting: to !== undefined,
    note,
    tell(problem) {
      count += 1
      note(problem)
      if (count <= mostShown) terminal.error(describeProblem(problem))
    },
    failures: () => failures,
    close() {
      if (to !== undefined) closeSync(to)
      if (count > mostShown)
        terminal.error(
          `${plural(count - mostShown, 'more problem')}${file === undefined ? '; --problems FILE writes them all down' : ` in "${file}"`}`,
        )
    },
  }
}

function openFile(file: string): number {
  try {
    return openSync(file, 'w')
  } catch (error) {
    throw new AppError('problem-file', `Cannot write problems to "${file}": ${messageOf(error)}`, { cause: error })
  }
}

/** "auth.log: record 12 at byte 3405: Not a real date and time". */
export function describeProblem({ path, record, offset, message }: Problem): string {
  const where =
    record === undefined ? (offset === undefined ? '' : `: byte ${offset}`) : `: record ${record}${offset === undefined ? '' : ` at byte ${offset}`}`
  return oneLine(`${path}${where}: ${message}`, 2_000)
}

/** "45 %, 61 MB/s, 12 s left" from bytes done and in all; `now` gives milliseconds. */
export function createRateWords(now: () => number): (done: number, total: number) => string {
  const rate = createRate()
  rate.note(now(), 0)
  return (done, total) => {
    rate.note(now(), done)
    return rateWords({ done, total, perSecond: rate.perSecond() })
  }
}

export function rateWords({ done, total, perSecond }: { done: number; total: number; perSecond: number }): string {
  const share = total === 0 ? 100 : Math.floor((100 * done) / total)
  const speed = perSecond > 0 ? `, ${formatNumber(Math.round(perSecond / 100_000) / 10)} MB/s` : ''
  const left = perSecond > 0 ? `, ${leftWords((total - done) / perSecond)} left` : ''
  return `${share} %${speed}${left}`
}

function leftWords(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  return whole < 120 ? `${whole} s` : `${Math.ceil(whole / 60)} min`
}

export interface ReadJob {
  readonly place: EvidencePlace
  readonly terminal: Terminal
  readonly signal: AbortSignal
  readonly incident: string
  readonly teller: Teller
  readonly reading: ReadingOptions
  readonly only?: ReadonlySet<string>
}

/** Broken records shown in one run, and of one item: what is shown is to say where to look. */
const mostBroken = { all: 20, ofItem: 5, items: 10 } as const

/** Tells the records of items that could not be read, and gives how many of how many items: empty where there are none. */
async function tellBroken({ place, terminal, signal, incident, teller, only }: Omit<ReadJob, 'reading'> & { only: ReadonlySet<string> }) {
  const { brokenRecords } = await import('../app/evidence/broken-records.ts')
  const shown = { all: 0, ofItem: 0, path: '' }
  const found = await brokenRecords({ incident, only, all: teller.isWriting, signal }, place, (problem) => {
    if (problem.path !== shown.path) Object.assign(shown, { ofItem: 0, path: problem.path })
    if (!isReadFailure(problem) || shown.ofItem >= mostBroken.ofItem || shown.all >= mostBroken.all) return teller.note(problem)
    shown.ofItem += 1
    shown.all += 1
    teller.tell(problem)
  })
  const items = found.filter(({ failures }) => failures > 0)
  const failures = items.reduce((sum, item) => sum + item.failures, 0)
  if (failures === 0) return ''
  const named = items.slice(0, mostBroken.items).map((item) => `${formatNumber(item.failures)} of ${oneLine(item.path)}`)
  const rest = items.length > named.length ? [`more of ${plural(items.length - named.length, 'other item')}`] : []
  const where = teller.isWriting ? '' : '; --problems FILE writes them all down'
  if (failures > shown.all) terminal.error(`Records that could not be read: ${[...named, ...rest].join(', ')}${where}`)
  return `${plural(failures, 'record')} of ${plural(items.length, 'item')} could not be read`
}

function repeatWords(repeats: number): string {
  return `${plural(repeats, 'event')} of the incident ${agree(repeats, 'is', 'are')} in another item too and ${agree(repeats, 'counts', 'count')} once`
}

function progressWords({ bytes, totalBytes, bytesPerSecond, events, items, totalItems }: IntakeProgress): string {
  const words = rateWords({ done: bytes, total: totalBytes, perSecond: bytesPerSecond })
  return `Reading ${formatNumber(items)} of ${plural(totalItems, 'item')}, ${plural(events, 'event')}, ${words}`
}

/** Reads items into events and says what came of it. */
export async function readAndTell({ place, terminal, signal, incident, teller, reading, only }: ReadJob): Promise<void> {
  const { readItems } = await import('../app/evidence/read-items.ts')
  const counts = { events: 0, unrecognised: 0 }
  const seen = new Set<string>()
  const ended = new Set<string>()
  const { taken, kept, failures } = await readItems(
    {
      incident,
      options: reading,
      signal,
      ...(only === undefined ? {} : { only }),
      onProgress(progress) {
        counts.events = progress.events
        terminal.progress.update(progressWords(progress))
      },
      onItem({ sha256, state }) {
        if (state !== 'reading') ended.add(sha256)
        if (state !== 'unrecognised' || seen.has(sha256)) return
        seen.add(sha256)
        counts.unrecognised += 1
      },
    },
    place,
  )
  for (const problem of failures.flatMap(({ problems }) => problems)) teller.tell(problem)
  const broken = await tellBroken({ place, terminal, signal, incident, teller, only: only ?? ended })
  const { tendEvidence } = await import('../app/evidence/tend-evidence.ts')
  terminal.progress.update('Putting events in order, and looking for those that are there twice')
  const repeats = await tendEvidence(incident, place, signal)
  const parts = [
    `read ${plural(taken, 'item')} into ${plural(counts.events, 'event')}`,
    counts.unrecognised === 0 ? '' : `${formatNumber(counts.unrecognised)} in no format that is known: kept, not read`,
    kept === 0 ? '' : `${formatNumber(kept)} had been read before`,
    failures.length === 0 ? '' : `${plural(failures.length, 'item')} could not be read`,
    broken,
    repeats === 0 ? '' : repeatWords(repeats),
  ]
  await terminal.out(`${incident}: ${parts.filter((part) => part !== '').join('; ')}\n`)
}
