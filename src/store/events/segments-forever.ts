/*
 * A child of the tests of faults: writes, commits and compacts segments in the data folder argv[2] until it is killed, and prints each committed state:
 * `<events written so far>` once the commit was answered.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteRecords } from '../records/sqlite.ts'
import { compactSegments, deleteRetired, mendSegments } from './compact.ts'
import { mixedEvents, sha256Of } from './kit-events.ts'
import { segmentFolder, segmentNames, segmentWriterName } from './segment-file.ts'
import { createSegmentWriter } from './segment-writer.ts'

const [, , data = '', incident = '', seed = '1'] = process.argv
const ledger = openSqliteRecords(join(data, 'records.db'))
const folder = segmentFolder(data, incident)
const writer = segmentWriterName()
const place = {
  incident,
  ledger,
  folder,
  newName: segmentNames(writer, 'c'),
  now: () => 0,
  temporary: data,
  memory: 100_000_000,
  threads: 1,
}

await mendSegments({ ...place, writer })
for (let round = 0; ; round += 1) {
  const segments = createSegmentWriter({ folder, writer, tag: `w${round}`, program: 'Hindcast', limits: { rows: 60, bytes: 1024 * 1024 } })
  const sha256 = sha256Of(`${seed} ${round}`)
  for (const { event, bytes } of mixedEvents(150, Number(seed) * 10_000 + round)) {
    segments.add({ ...event, origin: { ...event.origin, evidence: sha256 } }, bytes)
  }
  segments.flush()
  await ledger.commitSegments(incident, { add: segments.take(), remove: [], readings: [] })
  writeSync(1, `${sha256}\n`)
  // Replaced files are deleted at once here, so that every moment of that is hit too.
  if ((round + Number(seed)) % 2 === 0) await compactSegments(place, { force: true })
  await deleteRetired(place, 0)
}
