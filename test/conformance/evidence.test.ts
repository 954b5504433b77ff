import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type EvidenceReading, readEvidence } from '../../src/app/reading/read-evidence.ts'
import type { Event } from '../../src/model/event.ts'
import type { Problem } from '../../src/model/problem.ts'

// Public data with known truth, kept beside the project. Where it is absent these checks are skipped.
const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url))
const has = (folder: string): boolean => existsSync(join(data, folder))

interface Read {
  readonly item: EvidenceReading | undefined
  readonly events: Event[]
  readonly problems: Problem[]
}

async function read(path: string): Promise<Read> {
  const events: Event[] = []
  const problems: Problem[] = []
  const file = join(data, path)
  const bytes = readFileSync(file)
  const items = await readEvidence({
    path: file,
    onEvent: (event, record, span) => {
      events.push(event)
      expect(Buffer.from(span).equals(bytes.subarray(record.offset, record.offset + record.length))).toBe(true)
    },
    onProblem: (problem) => problems.push(problem),
  })
  return { item: items.at(-1), events, problems }
}

describe.skipIf(!has('cloudtrail'))('CloudTrail records of 35 detonated attack techniques (skipped without ../shared/data/cloudtrail)', () => {
  it('are 310 events without a problem, each with actor, action, time and id', async () => {
    const files = readdirSync(join(data, 'cloudtrail/detonations')).filter((name) => name.endsWith('.json'))
    const all = await Promise.all(files.map((name) => read(`cloudtrail/detonations/${name}`)))
    const events = all.flatMap((one) => one.events)
    expect(files).toHaveLength(35)
    expect(events).toHaveLength(310)
    expect(all.flatMap(({ problems }) => problems)).toEqual([])
    for (const { dataset, sourceId, actor, ecs, time } of events) {
      expect(dataset).toBe('aws-cloudtrail')
      expect([typeof sourceId, typeof actor?.principal, typeof ecs['event.action'], time.zone]).toEqual(['string', 'string', 'string', 'Z'])
      expect(ecs['source.ip'] ?? ecs['source.domain']).toBeDefined()
    }
  })
})

// The counts of plaso's own tests, but for apache_access.log: plaso drops the line whose user agent is cut off, here it is an event and a problem.
const plaso = [
  ['apache_access.log', 'web-access', 15],
  ['jsonl/aws_cloudtrail.jsonl', 'aws-cloudtrail', 6],
  ['jsonl/azure_activity_log.jsonl', 'jsonl', 4],
  ['jsonl/gcp_logging.jsonl', 'jsonl', 11],
  ['syslog/syslog', 'syslog', 16],
  ['syslog/syslog_chromeos', 'syslog', 8],
  ['syslog/syslog_cron.log', 'syslog', 9],
  ['syslog/syslog_osx', 'syslog', 2],
  ['syslog/syslog_rsyslog', 'syslog', 5],
  ['syslog/syslog_rsyslog_SysklogdFileFormat', 'syslog', 9],
  ['syslog/syslog_rsyslog_SyslogProtocol23Format', 'syslog', 9],
  ['syslog/syslog_rsyslog_traditional', 'syslog', 8],
  ['syslog/syslog_ssh.log', 'syslog', 9],
] as const

describe.skipIf(!has('plaso'))("files of plaso's tests (skipped without ../shared/data/plaso)", () => {
  it.each(plaso)('%s is read as %s with %i events', async (path, format, count) => {
    const { item, events } = await read(`plaso/${path}`)
    expect([item?.format, events.length]).toEqual([format, count])
  })

  it.each(['audit_enriched.log', 'selinux.log', 'vsftpd.log', 'evtx/System2.evtx', 'utmp/wtmp.1', 'iis/iis10.log'])(
    '%s is kept and listed, not misread',
    async (path) => {
      const { events, problems } = await read(`plaso/${path}`)
      expect(events).toEqual([])
      expect(problems.map(({ code }) => code)).toEqual(['unrecognised'])
    },
  )
})

const timesketch = [
  ['csv_datetime_last_column.csv', 'timesketch-csv', 4, []],
  ['csv_timestamp_as_datetime.csv', 'timesketch-csv', 4, []],
  ['csv_timestamp_no_datetime.csv', 'timesketch-csv', 3, []],
  ['incorrect.csv', 'csv', 1, []],
  ['invalid_datetime.csv', 'timesketch-csv', 3, ['bad-time']],
  ['large_field_event.jsonl', 'timesketch-jsonl', 3, []],
  ['mapping_limit_exceed.csv', 'timesketch-csv', 1, []],
  ['sigma_events.csv', 'timesketch-csv', 4, []],
  ['sigma_events.jsonl', 'timesketch-jsonl', 5, []],
  ['validate_no_datetime_timestamps.csv', 'timesketch-csv', 5, []],
  ['validate_time_out_of_range.csv', 'timesketch-csv', 0, ['bad-time', 'bad-time']],
  ['validate_time_precision.csv', 'timesketch-csv', 2, []],
  ['validate_timestamp_conversion.csv', 'timesketch-csv', 3, []],
] as const

describe.skipIf(!has('timesketch'))("imports of Timesketch's tests (skipped without ../shared/data/timesketch)", () => {
  it.each(timesketch)('%s is read as %s with %i events', async (path, format, count, codes) => {
    const { item, events, problems } = await read(`timesketch/${path}`)
    expect([item?.format, events.length, problems.map(({ code }) => code)]).toEqual([format, count, codes])
  })

  it('keeps the precision of the datetime, whatever the timestamp says', async () => {
    const { events } = await read('timesketch/validate_time_precision.csv')
    expect(events[0]?.time).toEqual({ at: '2024-07-24T10:57:02.877297Z', precision: 'microsecond', zone: 'Z' })
  })

  it('marks a missing zone as assumed', async () => {
    const { events } = await read('timesketch/invalid_datetime.csv')
    expect(events[0]?.time).toEqual({ at: '2017-09-24T19:01:01Z', precision: 'second', zone: 'UTC', assumed: ['zone'] })
  })
})
