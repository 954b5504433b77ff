import { canonicalJson } from '../../base/canonical-json.ts'
import { AppError } from '../../base/error.ts'
import {
  type CustodyEntry,
  custodyEntrySchema,
  type CustodyHead,
  type DamagedCustody,
  endOfRetention,
  isRetained,
  type KeptCustody,
} from '../../model/custody.ts'
import { noHash } from '../../model/edit.ts'
import type { Anchor, CustodyRange, EvidenceRecords, Hold, NotObtained } from './evidence-records.ts'
import { needIncident, numberOf, optionalTextOf, type Row, type Statements, textOf } from './sqlite-statements.ts'

type CustodyMethods = Pick<
  EvidenceRecords,
  'appendCustody' | 'custody' | 'keptCustody' | 'custodyHead' | 'holds' | 'retention' | 'notObtained' | 'addAnchor' | 'answerAnchor' | 'anchors'
>

const entryColumns = 'seq, sha256, action, hash, body'

export function custodyMethods(sql: Statements): CustodyMethods {
  return {
    async appendCustody(incident, entries) {
      sql.transaction(() => {
        needIncident(sql, incident)
        appendEntries(sql, incident, entries)
      })
    },
    async custody(incident, range) {
      return entryRows(sql, incident, range).map((row) => readEntry(incident, row))
    },
    async keptCustody(incident, range) {
      return readEntries(incident, entryRows(sql, incident, range))
    },
    async custodyHead(incident) {
      return headOf(sql, incident)
    },
    async holds(incident) {
      const statement = `SELECT seq, custody.sha256, action, hash, body FROM hold JOIN custody USING (incident, seq) WHERE incident = ? ORDER BY seq`
      const { entries, damaged } = readEntries(incident, sql.all(statement, incident))
      return [...entries.map(holdOf), ...damaged.map(damagedHold)].sort((a, b) => a.seq - b.seq)
    },
    async retention(incident) {
      return optionalTextOf(sql.get(`SELECT until FROM retention WHERE incident = ? AND sha256 = ''`, incident) ?? {}, 'until')
    },
    async notObtained(incident) {
      const statement = `SELECT ${entryColumns} FROM custody WHERE incident = ? AND action = 'not-obtained' ORDER BY seq`
      return withoutCorrected(readEntries(incident, sql.all(statement, incident)).entries).map(notObtainedOf)
    },
    ...anchorMethods(sql),
  }
}

function entryRows(sql: Statements, incident: string, { sha256, after = 0, limit = -1 }: CustodyRange = {}): Row[] {
  const about = sha256 === undefined ? '' : 'AND sha256 = ?'
  const statement = `SELECT ${entryColumns} FROM custody WHERE incident = ? AND seq > ? ${about} ORDER BY seq LIMIT ?`
  return sql.all(statement, incident, after, ...(sha256 === undefined ? [] : [sha256]), limit)
}

function readEntries(incident: string, rows: readonly Row[]): KeptCustody {
  const [entries, damaged]: [CustodyEntry[], DamagedCustody[]] = [[], []]
  for (const row of rows) {
    try {
      entries.push(readEntry(incident, row))
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'damaged') throw error
      damaged.push(damagedOf(row, error.message))
    }
  }
  return { entries, damaged }
}

function damagedOf(row: Row, message: string): DamagedCustody {
  const [sha256, action] = [optionalTextOf(row, 'sha256'), optionalTextOf(row, 'action')]
  return { seq: numberOf(row, 'seq'), ...(sha256 === undefined ? {} : { sha256 }), ...(action === undefined ? {} : { action }), message }
}

function anchorMethods(sql: Statements): Pick<EvidenceRecords, 'addAnchor' | 'answerAnchor' | 'anchors'> {
  return {
    async addAnchor(incident, { id, seq, head, at, request }) {
      sql.transaction(() => {
        needIncident(sql, incident)
        const entry = sql.get('SELECT hash FROM custody WHERE incident = ? AND seq = ?', incident, seq)
        if (entry === undefined || textOf(entry, 'hash') !== head) {
          throw new AppError('invalid', `Entry ${seq} of the custody of ${incident} does not have the hash ${head}`)
        }
        sql.run('INSERT INTO anchor (incident, id, seq, head, at, request) VALUES (?, ?, ?, ?, ?, ?)', incident, id, seq, head, at, request)
      })
    },
    async answerAnchor(incident, id, { response, checked }) {
      sql.transaction(() => {
        const row = sql.get('SELECT response FROM anchor WHERE incident = ? AND id = ?', incident, id)
        if (row === undefined) throw new AppError('not-found', `${incident} has no request ${id} for a time stamp`)
        if (row['response'] !== null) throw new AppError('exists', `The request ${id} of ${incident} has its response already`)
        sql.run('UPDATE anchor SET response = ?, checked = ? WHERE incident = ? AND id = ?', response, checked, incident, id)
      })
    },
    async anchors(incident) {
      return sql.all('SELECT * FROM anchor WHERE incident = ? ORDER BY seq, at, id', incident).map(anchorOf)
    },
  }
}

/** Appends entries in the caller's transaction and puts them into effect. */
export function appendEntries(sql: Statements, incident: string, entries: readonly CustodyEntry[]): void {
  let last = headOf(sql, incident) ?? { seq: 0, hash: noHash }
  for (const entry of entries) {
    if (entry.seq !== last.seq + 1 || entry.previous !== last.hash) {
      throw new AppError('conflict', `The custody of ${incident} was added to meanwhile: its last entry is number ${last.seq} now`)
    }
    const statement = 'INSERT INTO custody (incident, seq, sha256, action, hash, body) VALUES (?, ?, ?, ?, ?, ?)'
    sql.run(statement, incident, entry.seq, entry.sha256 ?? null, entry.action, entry.hash, canonicalJson(entry))
    putIntoEffect(sql, incident, entry)
    last = entry
  }
}

function putIntoEffect(sql: Statements, incident: string, entry: CustodyEntry): void {
  const { action, sha256, seq, until, releases, acquisition, corrects } = entry
  const isEffect = corrects === undefined
  if (action === 'hold' && isEffect) sql.run('INSERT INTO hold (incident, seq, sha256) VALUES (?, ?, ?)', incident, seq, sha256 ?? null)
  if (action === 'release' && isEffect) release(sql, incident, releases)
  if (action === 'retain' && until !== undefined) {
    sql.run('INSERT OR REPLACE INTO retention (incident, sha256, until) VALUES (?, ?, ?)', incident, sha256 ?? '', until)
  }
  if (action === 'dispose' && isEffect) dispose(sql, incident, entry)
  if (action === 'collect' && acquisition !== undefined && sha256 !== undefined) {
    sql.run('UPDATE evidence SET acquisition = ? WHERE incident = ? AND sha256 = ?', canonicalJson(acquisition), incident, sha256)
  }
}

function release(sql: Statements, incident: string, hold: number | undefined): void {
  const ended = hold === undefined ? 0 : sql.run('DELETE FROM hold WHERE incident = ? AND seq = ?', incident, hold)
  if (ended === 0) throw new AppError('not-found', `${incident} has no hold ${hold ?? 'without a number'} in force that could be released`)
}

const keptUntil = `coalesce((SELECT until FROM retention WHERE retention.incident = evidence.incident AND retention.sha256 = evidence.sha256),
  (SELECT until FROM retention WHERE retention.incident = evidence.incident AND retention.sha256 = ''))`

/** Columns of an item with what holds and retention make of it. */
export const evidenceColumns = `evidence.*, ${keptUntil} AS retain_until, EXISTS (SELECT 1 FROM hold
  WHERE hold.incident = evidence.incident AND (hold.sha256 IS NULL OR hold.sha256 = evidence.sha256)) AS held`

function dispose(sql: Statements, incident: string, { sha256 = '', at }: CustodyEntry): void {
  const item = sql.get(`SELECT ${evidenceColumns} FROM evidence WHERE incident = ? AND sha256 = ?`, incident, sha256)
  if (item === undefined || item['disposed_at'] !== null) throw new AppError('not-found', `${incident} has no evidence item ${sha256}`)
  const name = textOf(item, 'name')
  if (numberOf(item, 'held') === 1) throw new AppError('held', `"${name}" is under legal hold: it cannot be disposed of until the hold is released`)
  const until = optionalTextOf(item, 'retain_until')
  if (until !== undefined && isRetained(until, at)) {
    throw new AppError(
      'retained',
      `"${name}" must be kept until ${until} has ended everywhere (${endOfRetention(until)}): record another retention first if it may go sooner`,
    )
  }
  sql.run('UPDATE evidence SET disposed_at = ? WHERE incident = ? AND sha256 = ?', at, incident, sha256)
}

/** Throws `held` where anything of the incident is under hold. */
export function refuseWhileHeld(sql: Statements, incident: string): void {
  const hold = sql.get('SELECT seq FROM hold WHERE incident = ? ORDER BY seq LIMIT 1', incident)
  if (hold === undefined) return
  throw new AppError(
    'held',
    `Evidence of ${incident} is under legal hold (custody entry ${numberOf(hold, 'seq')}): release it before the incident is removed`,
  )
}

function headOf(sql: Statements, incident: string): CustodyHead | undefined {
  // Kept beside the entries: where the last of them are gone, the chain does not go on as if they had never been.
  const row = sql.get('SELECT seq, hash FROM custody_head WHERE incident = ?', incident)
  return row === undefined ? undefined : { seq: numberOf(row, 'seq'), hash: textOf(row, 'hash') }
}

function readEntry(incident: string, row: Row): CustodyEntry {
  try {
    const entry = custodyEntrySchema.parse(JSON.parse(textOf(row, 'body')))
    // What is looked up by must be what is hashed.
    const { seq, sha256, action, hash } = entry
    if (
      numberOf(row, 'seq') !== seq ||
      optionalTextOf(row, 'sha256') !== sha256 ||
      textOf(row, 'action') !== action ||
      textOf(row, 'hash') !== hash
    ) {
      throw new Error('Its columns say something else than its text')
    }
    return entry
  } catch (cause) {
    throw new AppError(
      'damaged',
      `Custody entry ${numberOf(row, 'seq')} of ${incident} cannot be read: it was damaged, or changed after it was kept. Restore the data folder from a copy`,
      { cause },
    )
  }
}

/** Entries as they were stated last: what a later one corrects is left out. */
function withoutCorrected(entries: readonly CustodyEntry[]): CustodyEntry[] {
  const corrected = new Set(entries.map(({ corrects }) => corrects))
  return entries.filter(({ seq }) => !corrected.has(seq))
}

function holdOf({ seq, sha256, by, purpose = '', at }: CustodyEntry): Hold {
  return { seq, by, reason: purpose, since: at, ...(sha256 === undefined ? {} : { sha256 }) }
}

/** It is in force all the same. */
function damagedHold({ seq, sha256 }: DamagedCustody): Hold {
  const told = { seq, by: 'Not known', reason: `Custody entry ${seq} cannot be read`, since: 'a time that cannot be read' }
  return sha256 === undefined ? told : { ...told, sha256 }
}

function notObtainedOf({ seq, what = '', purpose = '', by, at }: CustodyEntry): NotObtained {
  return { seq, what, reason: purpose, by, at }
}

function anchorOf(row: Row): Anchor {
  const [request, response, checked] = [row['request'], row['response'], optionalTextOf(row, 'checked')]
  if (!(request instanceof Uint8Array)) throw new TypeError('Column request holds no bytes')
  const told = { id: textOf(row, 'id'), seq: numberOf(row, 'seq'), head: textOf(row, 'head'), at: textOf(row, 'at'), request }
  return response instanceof Uint8Array && checked !== undefined ? { ...told, response, checked } : told
}
