import { AppError } from '../../base/error.ts'
import { acquisitionSchema } from '../../model/acquisition.ts'
import type { AddedEvidence, EvidenceRecords, EvidenceRow, NewEvidence } from './evidence-records.ts'
import { appendEntries, evidenceColumns } from './sqlite-custody.ts'
import { needIncident, numberOf, optionalTextOf, type Row, type Statements, textOf } from './sqlite-statements.ts'

type EvidenceMethods = Pick<EvidenceRecords, 'addEvidenceItems' | 'evidence' | 'evidenceItem' | 'updateEvidence' | 'isEvidenceUsed'>

export function evidenceMethods(sql: Statements): EvidenceMethods {
  return {
    async addEvidenceItems(incident, added) {
      return sql.transaction(() => addItems(sql, incident, added))
    },
    async evidence(incident) {
      return sql.all(`SELECT ${evidenceColumns} FROM evidence WHERE incident = ? ORDER BY place`, incident).map(evidenceRow)
    },
    async evidenceItem(incident, sha256) {
      const row = sql.get(`SELECT ${evidenceColumns} FROM evidence WHERE incident = ? AND sha256 = ?`, incident, sha256)
      return row === undefined ? undefined : evidenceRow(row)
    },
    async updateEvidence(incident, sha256, { status, detail }) {
      const changed = sql.run('UPDATE evidence SET status = ?, detail = ? WHERE incident = ? AND sha256 = ?', status, detail, incident, sha256)
      if (changed === 0) throw new AppError('not-found', `${incident} has no evidence item ${sha256}`)
    },
    async isEvidenceUsed(sha256) {
      return sql.get('SELECT 1 FROM evidence WHERE sha256 = ? AND disposed_at IS NULL LIMIT 1', sha256) !== undefined
    },
  }
}

function addItems(sql: Statements, incident: string, { items, entries }: AddedEvidence): ReadonlySet<string> {
  needIncident(sql, incident)
  const collected = new Set(entries.flatMap(({ action, sha256 }) => (action === 'collect' && sha256 !== undefined ? [sha256] : [])))
  const untold = items.find(({ sha256 }) => !collected.has(sha256))
  if (untold !== undefined) throw new AppError('invalid', `No custody entry tells how "${untold.name}" was collected`)
  let place = Number(sql.get('SELECT max(place) AS last FROM evidence WHERE incident = ?', incident)?.['last'] ?? 0)
  const added = new Set<string>()
  for (const item of items) {
    if (!insertItem(sql, { incident, item, place: place + 1 })) continue
    place += 1
    added.add(item.sha256)
  }
  appendEntries(sql, incident, entries)
  return added
}

/** False where the item is there already; one that was disposed of comes back as it is given now, at its old place. */
function insertItem(sql: Statements, { incident, item, place }: { incident: string; item: NewEvidence; place: number }): boolean {
  const { sha256, name, path, size, addedAt, modified = null, parent = null, status, detail } = item
  const statement = `INSERT INTO evidence (incident, sha256, place, name, path, size, added_at, modified, parent, status, detail)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET name = excluded.name, path = excluded.path, added_at = excluded.added_at, modified = excluded.modified,
      parent = excluded.parent, status = excluded.status, detail = excluded.detail, acquisition = '{}', disposed_at = NULL
    WHERE disposed_at IS NOT NULL`
  return sql.run(statement, incident, sha256, place, name, path, size, addedAt, modified, parent, status, detail) === 1
}

function evidenceRow(row: Row): EvidenceRow {
  const modified = row['modified']
  const [parent, retainUntil, disposedAt] = ['parent', 'retain_until', 'disposed_at'].map((key) => optionalTextOf(row, key))
  return {
    sha256: textOf(row, 'sha256'),
    name: textOf(row, 'name'),
    path: textOf(row, 'path'),
    size: numberOf(row, 'size'),
    addedAt: textOf(row, 'added_at'),
    status: textOf(row, 'status'),
    detail: textOf(row, 'detail'),
    acquisition: acquisitionSchema.parse(JSON.parse(textOf(row, 'acquisition'))),
    held: numberOf(row, 'held') === 1,
    ...(typeof modified === 'number' ? { modified } : {}),
    ...(parent === undefined ? {} : { parent }),
    ...(retainUntil === undefined ? {} : { retainUntil }),
    ...(disposedAt === undefined ? {} : { disposedAt }),
  }
}
