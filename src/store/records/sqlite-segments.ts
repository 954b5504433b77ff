import { AppError } from '../../base/error.ts'
import type { ItemReadingChange, Segment, SegmentChange, SegmentLedger, SegmentRow } from '../events/segments.ts'
import { needIncident, numberOf, type Row, type Statements, textOf } from './sqlite-statements.ts'

export function segmentMethods(sql: Statements): SegmentLedger {
  return {
    async segments(incident) {
      // Times as text: years beyond 2255 are more microseconds than a number counts exactly.
      const columns = 'name, rows, bytes, level, CAST(first AS TEXT) AS first, CAST(last AS TEXT) AS last'
      return sql.all(`SELECT ${columns} FROM segment WHERE incident = ? ORDER BY segment.first, name`, incident).map(segmentRow)
    },
    async segmentItems(incident, name) {
      const rows = sql.all('SELECT sha256, rows FROM segment_item WHERE incident = ? AND name = ? ORDER BY sha256', incident, name)
      return rows.map((row) => ({ sha256: textOf(row, 'sha256'), rows: numberOf(row, 'rows') }))
    },
    async segmentsOf(incident, items) {
      const select = 'SELECT name FROM segment_item WHERE incident = ? AND sha256 = ?'
      const names = new Set(items.flatMap((sha256) => sql.all(select, incident, sha256).map((row) => textOf(row, 'name'))))
      return [...names].sort()
    },
    async commitSegments(incident, change) {
      sql.transaction(() => commit(sql, incident, change))
    },
    ...readingMethods(sql),
    ...retiredMethods(sql),
  }
}

function readingMethods(sql: Statements): Pick<SegmentLedger, 'readings' | 'harvest'> {
  return {
    async readings(incident) {
      const rows = sql.all('SELECT sha256, settings, detail FROM item_reading WHERE incident = ? ORDER BY sha256', incident)
      return rows.map((row) => ({ sha256: textOf(row, 'sha256'), settings: textOf(row, 'settings'), detail: textOf(row, 'detail') }))
    },
    async harvest(incident, sha256) {
      const harvest = sql.get('SELECT harvest FROM item_reading WHERE incident = ? AND sha256 = ?', incident, sha256)?.['harvest']
      return harvest instanceof Uint8Array ? harvest : undefined
    },
  }
}

function retiredMethods(sql: Statements): Pick<SegmentLedger, 'retired' | 'forgetRetired'> {
  return {
    async retired(incident) {
      const rows = sql.all('SELECT name, at FROM segment_retired WHERE incident = ? ORDER BY at, name', incident)
      return rows.map((row) => ({ name: textOf(row, 'name'), at: numberOf(row, 'at') }))
    },
    async forgetRetired(incident, names) {
      sql.transaction(() => {
        for (const name of names) sql.run('DELETE FROM segment_retired WHERE incident = ? AND name = ?', incident, name)
      })
    },
  }
}

function commit(sql: Statements, incident: string, { add, remove, readings, forget = [], at }: SegmentChange): void {
  needIncident(sql, incident)
  for (const name of remove) retire(sql, { incident, name, at })
  for (const sha256 of forget) sql.run('DELETE FROM item_reading WHERE incident = ? AND sha256 = ?', incident, sha256)
  for (const segment of add) insertSegment(sql, incident, segment)
  for (const reading of readings) insertReading(sql, incident, reading)
}

function retire(sql: Statements, { incident, name, at }: { incident: string; name: string; at: number | undefined }): void {
  if (at === undefined) throw new TypeError('Taking a segment out needs the time')
  if (sql.run('DELETE FROM segment WHERE incident = ? AND name = ?', incident, name) === 0) {
    throw new AppError('conflict', `The segments of ${incident} were changed meanwhile: "${name}" is not there any more`)
  }
  sql.run('INSERT INTO segment_retired (incident, name, at) VALUES (?, ?, ?)', incident, name, at)
}

function insertSegment(sql: Statements, incident: string, { name, rows, bytes, first, last, level, items }: Segment): void {
  const statement = 'INSERT INTO segment (incident, name, rows, bytes, first, last, level) VALUES (?, ?, ?, ?, ?, ?, ?)'
  sql.run(statement, incident, name, rows, bytes, first, last, level)
  for (const item of items) {
    sql.run('INSERT INTO segment_item (incident, name, sha256, rows) VALUES (?, ?, ?, ?)', incident, name, item.sha256, item.rows)
  }
}

function insertReading(sql: Statements, incident: string, { sha256, settings, detail, harvest }: ItemReadingChange): void {
  if (sql.get('SELECT 1 FROM evidence WHERE incident = ? AND sha256 = ? AND disposed_at IS NULL', incident, sha256) === undefined) {
    throw new AppError('conflict', `${incident} has no evidence item ${sha256} any more`)
  }
  const statement = 'INSERT OR IGNORE INTO item_reading (incident, sha256, settings, detail, harvest) VALUES (?, ?, ?, ?, ?)'
  if (sql.run(statement, incident, sha256, settings, detail, harvest) === 0) {
    throw new AppError('conflict', `The evidence item ${sha256} of ${incident} was read meanwhile: take what it gave out before reading it again`)
  }
}

function segmentRow(row: Row): SegmentRow {
  return {
    name: textOf(row, 'name'),
    rows: numberOf(row, 'rows'),
    bytes: numberOf(row, 'bytes'),
    first: BigInt(textOf(row, 'first')),
    last: BigInt(textOf(row, 'last')),
    level: numberOf(row, 'level'),
  }
}
