import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { openSqliteRecords } from '../records/sqlite.ts'
import { checkSegments, type SegmentCheck } from './check-segments.ts'

const child = join(import.meta.dirname, 'segments-forever.ts')
export const faultIncident = 'INC-2026-0001'
const rowsEach = 150

/** Makes the records of a data folder with one incident in it. */
export async function prepareFaults(data: string): Promise<void> {
  const store = openSqliteRecords(join(data, 'records.db'))
  await store.createIncident({ id: faultIncident, year: 2026, at: '2026-03-01T10:00:00Z' })
  await store.close()
}

/** Lets a process write and compact segments, kills it after so many milliseconds, and looks at what is there; `acknowledged` grows by what it told. */
export async function killRound(
  data: string,
  { seed, afterMs, acknowledged }: { seed: number; afterMs: number; acknowledged: string[] },
): Promise<SegmentCheck> {
  const running = spawn(process.execPath, [child, data, faultIncident, String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  running.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  // The first word tells that it is at work; only from then on is there anything to break.
  await Promise.race([once(running.stdout, 'data'), once(running, 'exit')])
  const timer = setTimeout(() => running.kill('SIGKILL'), afterMs)
  await once(running, 'close')
  clearTimeout(timer)
  acknowledged.push(...told.split('\n').slice(0, -1))
  return checkSegments({ data, incident: faultIncident, acknowledged, rowsEach })
}
