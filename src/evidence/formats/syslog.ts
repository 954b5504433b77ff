// Linux system and authentication logs: RFC 3164 files without year or zone, RFC 5424, and lines stamped in ISO 8601 by rsyslog or journald.
// Seen: rsyslog 7 to 8, syslog-ng 3 to 4, busybox, systemd-journald's export to files, ChromeOS, macOS 10.
import { isCalendarTime, type WrittenTime } from '../../base/instant.ts'
import type { EvidenceFormat, FileContext, RawRecord, Reading, Survey } from '../format.ts'
import { createTimeReader, isTime, type TimeProblem, type TimeReader } from '../time.ts'
import type { EventTime } from '../../model/event.ts'
import { createYearCounter, createYearSurvey } from '../year-clock.ts'
import { syslogEvent } from './syslog/event.ts'
import { type Line, splitLine, stampIn } from './syslog/line.ts'
import { createStampReader, hasPlainStamp, hasStamp, type Stamp } from './syslog/stamp.ts'

export const syslog: EvidenceFormat = {
  name: 'syslog',
  title: 'Linux syslog and authentication log',
  spec: 'https://www.rfc-editor.org/rfc/rfc5424',
  version: 1,
  recognisedBy: 'Lines that start with a syslog time (RFC 3164, RFC 5424 or ISO 8601), a host and a program',
  framing: 'lines',
  logsources: [
    { product: 'linux' },
    { product: 'linux', service: 'syslog' },
    { product: 'linux', service: 'auth' },
    { product: 'linux', service: 'sshd' },
    { product: 'linux', service: 'sudo' },
    { product: 'linux', service: 'cron' },
  ],
  sequential: true,
  recognise(head) {
    if (head.lines.length === 0) return 0
    if (isExtendedLog(head.lines)) return 0
    const own = head.lines.map((line) => splitLine(line)).filter((line) => line?.program !== undefined).length
    const stamped = head.lines.filter((line) => hasStamp(line)).length
    // A date in ISO 8601 starts the lines of many logs; only those that also name programs are syslog.
    if (stamped === 0 || (own === 0 && !head.lines.some(hasOwnStamp))) return 0
    return 0.25 + (0.45 * own + 0.25 * stamped) / head.lines.length
  },
  continues(start) {
    return !hasStamp(start) && !start.includes('\u0000')
  },
  begins: hasPlainStamp,
  survey(file) {
    return surveyYears(file)
  },
  open(file) {
    return openSyslog(file)
  },
}

/** A first pass only where the file has times without a year and nobody gave one. */
function surveyYears(file: FileContext): Survey | undefined {
  if (file.year !== undefined || !file.head.lines.some((line) => splitLine(line)?.stamp.kind === 'yearless')) return undefined
  const survey = createYearSurvey()
  const stampOf = createStampReader()
  let last: Stamp | undefined
  return {
    see(record) {
      const stamp = stampIn(record.text, stampOf)
      if (stamp === last) return
      last = stamp
      if (stamp?.kind === 'yearless' && stamp.month > 0) survey.yearless({ ...stamp, second: stamp.hour * 3600 + stamp.minute * 60 + stamp.second })
      else if (stamp?.kind === 'written') survey.withYear(stamp.written.calendar.year, stamp.written.calendar)
    },
    result() {
      return survey.result(file.modified === undefined ? undefined : Number(file.modified / 1_000_000n))
    },
  }
}

/** W3C extended logs (IIS): lines that start with an ISO date under a `#Fields:` directive. */
function isExtendedLog(lines: readonly string[]): boolean {
  return lines.some((line) => line.startsWith('#Fields: '))
}

/** True for a stamp that no other kind of log writes: RFC 3164's, or one behind a priority. */
function hasOwnStamp(line: string): boolean {
  return hasStamp(line) && !/^\d/.test(line)
}

function firstLine(text: string): string {
  const end = text.indexOf('\n')
  if (end === -1) return text
  return text.charCodeAt(end - 1) === 13 ? text.slice(0, end - 1) : text.slice(0, end)
}

function openSyslog(file: FileContext): (record: RawRecord) => Reading {
  const stampOf = createStampReader()
  const timeOf = createStampTimer(file)
  return (record) => {
    const first = firstLine(record.text)
    const line = splitLine(first, stampOf)
    if (line === undefined) return { events: [], problem: { code: 'not-a-record', message: 'Line does not start with a syslog time' } }
    const time = timeOf(line.stamp)
    if (!isTime(time)) return { events: [], problem: time }
    const isWhole = first.length === record.text.length
    const events = [syslogEvent(line, time, isWhole ? undefined : record.text.slice(first.length).trim())]
    const problem = isWhole && line.nulls === 0 ? undefined : problemOf(line, record.text.slice(first.length))
    return problem === undefined ? { events } : { events, problem }
  }
}

function problemOf(line: Line, more: string): Reading['problem'] {
  if (line.nulls > 0) return { code: 'bad-text', message: `${line.nulls} NUL characters before the line` }
  if (/\n[^ \t\r\n]/.test(more)) return { code: 'not-a-record', message: 'A line without a time follows; it was kept as part of this record' }
  return undefined
}

/** Reads the stamps of one file in order, counting the years of those that state none. */
function createStampTimer(file: FileContext): (stamp: Stamp) => EventTime | TimeProblem {
  const times: TimeReader = createTimeReader(file.zone)
  let counter = createYearCounter()
  let firstYear = file.year ?? file.surveyed?.year
  let assumed = (file.year === undefined ? file.surveyed?.yearFrom : file.yearFrom) === 'modified'
  let lastStamp: Stamp | undefined
  let last: EventTime | TimeProblem = { code: 'no-time', message: 'No time' }
  const convert = (stamp: Stamp): EventTime | TimeProblem => {
    if (stamp.kind === 'none') return { code: 'no-time', message: 'The record says that it has no time' }
    if (stamp.kind === 'impossible') return { code: 'bad-time', message: `Not a real date and time: "${stamp.text}"` }
    if (stamp.kind === 'written') {
      const { year } = stamp.written.calendar
      counter = createYearCounter()
      firstYear = year - counter.yearsAt(stamp.written.calendar)
      assumed = false
      return times.convert(stamp.written)
    }
    if (firstYear === undefined) return { code: 'no-time', message: 'The time has no year; give one with --year' }
    const { text, precision, month, day, hour, minute, second, nanos } = stamp
    const calendar = { year: firstYear + counter.yearsAt(stamp), month, day, hour, minute, second, nanos }
    const written: WrittenTime = { calendar, offsetMinutes: undefined, precision }
    if (isCalendarTime(calendar)) return times.convert(written, assumed)
    return { code: 'bad-time', message: `Not a real date and time in ${calendar.year}: "${text}"` }
  }
  return (stamp) => {
    if (lastStamp === stamp || lastStamp?.text === stamp.text) return last
    lastStamp = stamp
    last = convert(stamp)
    return last
  }
}
