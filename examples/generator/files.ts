import { gzipSync } from 'fflate'
import { type Entry, hosts, type LogName } from './entry.ts'

/** Where a record came to stand. */
export interface Placed {
  readonly entry: Entry
  /** Path under `evidence/`. */
  readonly evidence: string
  /** The record's own id, or `line:N`. */
  readonly record: string
}

/** The files of the evidence: one a day of the cloud, the web and the service; one for each host. */
export interface Files {
  /** Writes the records of one log of one day, which come in order of time. */
  write(log: LogName, date: string, entries: readonly Entry[]): Placed[]
  /** Writes what is still open, and answers how many records there are in all. */
  close(): number
}

const isHost = (log: LogName): boolean => hosts.some((host) => host === log)

export function createFiles(write: (path: string, bytes: Uint8Array) => void): Files {
  const lines = new Map<LogName, string[]>()
  let records = 0
  return {
    write(log, date, entries) {
      records += entries.length
      if (isHost(log)) return append({ log, entries, lines: openLines(lines, log) })
      const evidence = pathOf(log, date)
      write(
        evidence,
        packed(log === 'cloudtrail' ? `{"Records":[${entries.map(({ text }) => text).join(',\n')}]}\n` : textOf(entries.map(({ text }) => text))),
      )
      return entries.map((entry, index) => ({ entry, evidence, record: entry.id ?? `line:${index + 1}` }))
    },
    close() {
      for (const [log, all] of lines) write(`${log}/auth.log`, Buffer.from(textOf(all)))
      return records
    },
  }
}

function pathOf(log: LogName, date: string): string {
  if (log === 'cloudtrail') return `cloudtrail/${date}.json.gz`
  return log === 'web' ? `web/access-${date}.log.gz` : `shop-api/${date}.jsonl.gz`
}

function openLines(lines: Map<LogName, string[]>, log: LogName): string[] {
  const known = lines.get(log) ?? []
  lines.set(log, known)
  return known
}

/** Hosts' logs go on from day to day in one file; they are the smallest. */
function append({ log, entries, lines }: { log: LogName; entries: readonly Entry[]; lines: string[] }): Placed[] {
  return entries.map((entry) => {
    lines.push(entry.text)
    return { entry, evidence: `${log}/auth.log`, record: `line:${lines.length}` }
  })
}

function textOf(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}

/** Compressed by a program of our own packages, with a fixed time in the header: every machine gives the same bytes. */
function packed(text: string): Uint8Array {
  return gzipSync(Buffer.from(text), { level: 9, mtime: 0 })
}
