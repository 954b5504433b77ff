import { DatabaseSync } from 'node:sqlite'
import { canonicalJson } from '../../base/canonical-json.ts'
import { AppError } from '../../base/error.ts'
import type { CustodyEntry } from '../../model/custody.ts'
import { type Edit, editSchema, noHash } from '../../model/edit.ts'
import { migrate } from '../migrations/migrate.ts'
import { clockMethods } from './sqlite-clocks.ts'
import { appendEntries, custodyMethods, refuseWhileHeld } from './sqlite-custody.ts'
import { evidenceMethods } from './sqlite-evidence.ts'
import { segmentMethods } from './sqlite-segments.ts'
import { needIncident, noIncident, numberOf, type Row, Statements, storeError, textOf } from './sqlite-statements.ts'
import type { IncidentRow, JobRow, NewIncident, RecordStore } from './record-store.ts'

/**
 * Opens (and makes, where it is not there) the records in a SQLite file. WAL with `synchronous=FULL`: a commit is on the disk before it is answered.
 * One connection writes; a second process waits for it, five seconds unless told otherwise.
 */
export function openSqliteRecords(file: string, waitMs = 5_000): RecordStore {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: waitMs })
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF')
    migrate(database)
  } catch (error) {
    database.close()
    throw storeError(error, file)
  }
  return recordStore(new Statements(database, file))
}

function recordStore(sql: Statements): RecordStore {
  return {
    ...incidentMethods(sql),
    ...editMethods(sql),
    ...evidenceMethods(sql),
    ...custodyMethods(sql),
    ...jobMethods(sql),
    ...segmentMethods(sql),
    ...clockMethods(sql),
    close: async () => sql.close(),
  }
}

const incidentColumns = `SELECT incident.*, (SELECT count(*) FROM evidence WHERE evidence.incident = incident.id AND disposed_at IS NULL) AS evidence FROM incident`

type IncidentMethods = Pick<RecordStore, 'createIncident' | 'incidents' | 'incident' | 'removeIncident'>

function incidentMethods(sql: Statements): IncidentMethods {
  return {
    async createIncident(incident) {
      return sql.transaction(() => insertIncident(sql, incident))
    },
    async incidents() {
      return sql.all(`${incidentColumns} ORDER BY updated_at DESC, id DESC`).map(incidentRow)
    },
    async incident(id) {
      const row = sql.get(`${incidentColumns} WHERE id = ?`, id)
      return row === undefined ? undefined : incidentRow(row)
    },
    async removeIncident(id, last = []) {
      sql.transaction(() => removeIncident(sql, id, last))
    },
  }
}

function removeIncident(sql: Statements, id: string, last: readonly CustodyEntry[]): void {
  needIncident(sql, id)
  refuseWhileHeld(sql, id)
  appendEntries(sql, id, last)
  const left = sql.get('SELECT count(*) AS items, min(name) AS name FROM evidence WHERE incident = ? AND disposed_at IS NULL', id)
  if (left !== undefined && numberOf(left, 'items') > 0) {
    throw new AppError('invalid', `${id} still has evidence ("${textOf(left, 'name')}"): its custody must say that it is disposed of first`)
  }
  sql.run('DELETE FROM incident WHERE id = ?', id)
}

function insertIncident(sql: Statements, { id: given, year, at, title = '', origin = '', isOnly = false }: NewIncident): string {
  if (isOnly && sql.get('SELECT 1 FROM incident LIMIT 1') !== undefined) throw new AppError('exists', 'There is an incident already')
  const id = given ?? nextId(sql, year)
  if (sql.get('SELECT 1 FROM incident WHERE id = ?', id) !== undefined) throw new AppError('exists', `There is an incident ${id} already`)
  const columns = 'id, origin, title, state, severity, reviewed, total, version, head, created_at, updated_at'
  sql.run(`INSERT INTO incident (${columns}) VALUES (?, ?, ?, 'ongoing', '', 0, 0, 0, ?, ?, ?)`, id, origin, title, noHash, at, at)
  reserve(sql, id)
  return id
}

// Ids are never given twice: the counter stays when an incident is removed, and moves past ids that came from outside.
function nextId(sql: Statements, year: number): string {
  const last = Number(sql.get('SELECT last FROM incident_number WHERE year = ?', year)?.['last'] ?? 0)
  return `INC-${year.toString().padStart(4, '0')}-${(last + 1).toString().padStart(4, '0')}`
}

function reserve(sql: Statements, id: string): void {
  const match = /^INC-(\d{4})-(\d{4,9})$/.exec(id)
  if (match === null) return
  const statement = 'INSERT INTO incident_number (year, last) VALUES (?, ?) ON CONFLICT (year) DO UPDATE SET last = max(last, excluded.last)'
  sql.run(statement, Number(match[1]), Number(match[2]))
}

function editMethods(sql: Statements): Pick<RecordStore, 'appendEdit' | 'edits' | 'snapshot' | 'putSnapshot' | 'putTexts' | 'texts'> {
  return {
    async appendEdit(edit, index) {
      sql.transaction(() => {
        insertEdit(sql, edit)
        const set = 'title = ?, state = ?, severity = ?, reviewed = ?, total = ?, version = ?, head = ?, updated_at = ?'
        const { title, state, severity, reviewed, total } = index
        sql.run(`UPDATE incident SET ${set} WHERE id = ?`, title, state, severity, reviewed, total, edit.version, edit.hash, edit.at, edit.incident)
      })
    },
    async edits(incident, { after = 0, upTo = Number.MAX_SAFE_INTEGER } = {}) {
      const rows = sql.all('SELECT body FROM edit WHERE incident = ? AND version > ? AND version <= ? ORDER BY version', incident, after, upTo)
      return rows.map((row) => readEdit(incident, textOf(row, 'body')))
    },
    async snapshot(incident) {
      const row = sql.get('SELECT * FROM snapshot WHERE incident = ?', incident)
      if (row === undefined) return undefined
      return { version: numberOf(row, 'version'), head: textOf(row, 'head'), program: textOf(row, 'program'), text: textOf(row, 'text') }
    },
    async putSnapshot(incident, { version, head, program, text }) {
      sql.run(
        'INSERT OR REPLACE INTO snapshot (incident, version, head, program, text) VALUES (?, ?, ?, ?, ?)',
        incident,
        version,
        head,
        program,
        text,
      )
    },
    async putTexts(texts) {
      sql.transaction(() => {
        for (const [hash, body] of texts) sql.run('INSERT OR IGNORE INTO text (sha256, body) VALUES (?, ?)', hash, body)
      })
    },
    async texts(hashes) {
      const rows = hashes.flatMap((hash) => sql.all('SELECT sha256, body FROM text WHERE sha256 = ?', hash))
      return new Map(rows.map((row) => [textOf(row, 'sha256'), textOf(row, 'body')]))
    },
  }
}

function insertEdit(sql: Statements, edit: Edit): void {
  const row = sql.get('SELECT version, head FROM incident WHERE id = ?', edit.incident)
  if (row === undefined) throw noIncident(edit.incident)
  if (edit.version !== numberOf(row, 'version') + 1 || edit.previous !== textOf(row, 'head')) {
    throw new AppError('conflict', `${edit.incident} was changed meanwhile: it is at version ${numberOf(row, 'version')} now`)
  }
  sql.run('INSERT INTO edit (incident, version, hash, body) VALUES (?, ?, ?, ?)', edit.incident, edit.version, edit.hash, canonicalJson(edit))
}

function readEdit(incident: string, body: string): Edit {
  try {
    return editSchema.parse(JSON.parse(body))
  } catch (cause) {
    throw new AppError('damaged', `An edit of ${incident} in the store cannot be read: restore the data folder from a copy`, { cause })
  }
}

function jobMethods(sql: Statements): Pick<RecordStore, 'putJob' | 'lastJob' | 'jobsIn'> {
  return {
    async putJob({ id, incident, kind, state, startedAt, detail }) {
      needIncident(sql, incident)
      const statement = `INSERT INTO job (id, incident, kind, state, started_at, detail) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET state = excluded.state, detail = excluded.detail`
      sql.run(statement, id, incident, kind, state, startedAt, detail)
    },
    async lastJob(incident) {
      const row = sql.get('SELECT * FROM job WHERE incident = ? ORDER BY number DESC LIMIT 1', incident)
      return row === undefined ? undefined : jobRow(row)
    },
    async jobsIn(state) {
      return sql.all('SELECT * FROM job WHERE state = ? ORDER BY number', state).map(jobRow)
    },
  }
}

function incidentRow(row: Row): IncidentRow {
  const text = (key: string) => textOf(row, key)
  const number = (key: string) => numberOf(row, key)
  return {
    id: text('id'),
    title: text('title'),
    state: text('state'),
    severity: text('severity'),
    reviewed: number('reviewed'),
    total: number('total'),
    version: number('version'),
    head: text('head'),
    createdAt: text('created_at'),
    updatedAt: text('updated_at'),
    evidence: number('evidence'),
    origin: text('origin'),
  }
}

function jobRow(row: Row): JobRow {
  const text = (key: string) => textOf(row, key)
  return {
    id: text('id'),
    incident: text('incident'),
    kind: text('kind'),
    state: text('state'),
    startedAt: text('started_at'),
    detail: text('detail'),
  }
}
