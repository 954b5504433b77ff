/*
 * A child of the durability test: appends edits to the incident argv[3] of the records in argv[2] until it is killed, and prints each version once
 * it is acknowledged.
 */
import { writeSync } from 'node:fs'
import { openSqliteRecords } from '../../store/records/sqlite.ts'
import { loadRecord, recordEdit } from './record-edit.ts'

const [, , file = '', incident = ''] = process.argv
const store = openSqliteRecords(file)

for (;;) {
  const { state } = await loadRecord(store, incident)
  const changes = [{ op: 'set' as const, path: '/title', value: `version ${state.version + 1} ${'x'.repeat(2_000)}` }]
  const author = { name: 'Rosa Keller', kind: 'person' as const }
  const { edits } = await recordEdit(store, { incident, author, at: '2026-03-01T10:00:00Z', base: state.version, changes })
  writeSync(1, `${edits.length} ${edits.at(-1)?.hash}\n`)
}
