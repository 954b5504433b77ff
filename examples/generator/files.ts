import { gzipSync } from 'fflate'
import { day } from './clock.ts'
import { bareHost, type Entry, type Host, hosts, type LogName } from './entry.ts'
import { isoOf } from './random.ts'

/** Where a record came to stand. */
export interface Placed {
  readonly entry: Entry
  /** Path under `evidence/`. */
  readonly evidence: string
  /** The record's own id, or `line:N`. */
  readonly record: string
}

/** The files of the evidence. */
export interface Files {
  /** Writes the records of one log of one day, which come in order of time. */
  write(log: LogName, midnight: number, entries: readonly Entry[]): Placed[]
  /** Writes what is still open, and answers how many records there are in all. */
  close(): number
}

/** A file of lines that is not written yet. */
interface Open {
  readonly path: string
  readonly lines: string[]
}

/** Files of CloudTrail are written day by day; the logs of lines are kept until they are rotated, the web's and the service's each Monday. */
export function createFiles(write: (path: string, bytes: Uint8Array) => void): Files {
  const open = new Map<LogName, Open>()
  let records = 0
  const flush = ({ path, lines }: Open): void => {
    const text = `${lines.join('\n')}\n`
    write(path, path.endsWith('.gz') ? packed(text) : Buffer.from(text))
  }
  return {
    write(log, midnight, entries) {
      records += entries.length
      const path = fileOf(log, midnight)
      if (log === 'cloudtrail') {
        write(path, packed(`{"Records":[${entries.map(({ text }) => text).join(',\n')}]}\n`))
        return entries.map((entry) => ({ entry, evidence: path, record: entry.id ?? '' }))
      }
      const before = open.get(log)
      const file = before?.path === path ? before : { path, lines: [] }
      if (before !== undefined && before !== file) flush(before)
      open.set(log, file)
      return entries.map((entry) => ({ entry, evidence: path, record: `line:${file.lines.push(entry.text)}` }))
    },
    close() {
      for (const file of open.values()) flush(file)
      return records
    },
  }
}

/** The file of a log that tells of a day. */
export function fileOf(log: LogName, midnight: number): string {
  if (log === 'cloudtrail') return `cloudtrail/cloudtrail-${isoOf(midnight).slice(0, 10)}.json.gz`
  if (log === 'web') return `web/access-${mondayOf(midnight)}.log.gz`
  return log === 'shop-api' ? `shop-api/shop-api-${mondayOf(midnight)}.jsonl.gz` : `hosts/${log}-auth.log`
}

/** The Monday on which a week's file was begun: "2026-03-30". */
function mondayOf(midnight: number): string {
  return isoOf(midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * day).slice(0, 10)
}

/** The file of the host whose times lack zone and year. */
export const bareFile = fileOf(bareHost, 0)

/** All files of some days, with the log they are of. */
export function filesOf(start: number, days: number): { readonly log: LogName; readonly path: string }[] {
  const logs: readonly (LogName | Host)[] = ['cloudtrail', 'web', 'shop-api', ...hosts]
  return logs.flatMap((log) => {
    const paths = Array.from({ length: days }, (_, index) => fileOf(log, start + index * day))
    return [...new Set(paths)].map((path) => ({ log, path }))
  })
}

/** Compressed by a program of our own packages, with a fixed time in the header: every machine gives the same bytes. */
function packed(text: string): Uint8Array {
  return gzipSync(Buffer.from(text), { level: 9, mtime: 0 })
}
