import { AppError } from '../../base/error.ts'
import type { ClockRecords, CorrectionChange, KeptCorrection } from './clock-records.ts'
import { appendEntries } from './sqlite-custody.ts'
import { needIncident, numberOf, type Row, type Statements, textOf } from './sqlite-statements.ts'

export function clockMethods(sql: Statements): ClockRecords {
  return {
    async clockCorrections(incident) {
      // What names more counts before what names less.
      const order = "evidence = '', dataset = '', host = '', evidence, dataset, host"
      return sql.all(`SELECT * FROM clock_correction WHERE incident = ? ORDER BY ${order}`, incident).map(correctionOf)
    },
    async changeCorrection(incident, change) {
      sql.transaction(() => {
        needIncident(sql, incident)
        appendEntries(sql, incident, change.entries)
        put(sql, incident, change)
      })
    },
  }
}

function put(sql: Statements, incident: string, { source, correction }: CorrectionChange): void {
  const key = [incident, source.evidence ?? '', source.dataset ?? '', source.host ?? ''] as const
  const removed = sql.run('DELETE FROM clock_correction WHERE incident = ? AND evidence = ? AND dataset = ? AND host = ?', ...key)
  if (correction === undefined) {
    if (removed === 0) throw new AppError('not-found', `No clock of this source is corrected in ${incident}`)
    return
  }
  const columns = 'incident, evidence, dataset, host, offset_ms, uncertainty_ms, by, at, reason'
  const { offsetMs, uncertaintyMs, by, at, reason } = correction
  sql.run(`INSERT INTO clock_correction (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, ...key, offsetMs, uncertaintyMs, by, at, reason)
}

function correctionOf(row: Row): KeptCorrection {
  const named = (['evidence', 'dataset', 'host'] as const).flatMap((key) => {
    const text = textOf(row, key)
    // A source whose events name no host is one of its own: with a dataset, "" is a host.
    const isNamed = text !== '' || (key === 'host' && textOf(row, 'dataset') !== '')
    return isNamed ? [[key, text] as const] : []
  })
  return {
    ...Object.fromEntries(named),
    offsetMs: numberOf(row, 'offset_ms'),
    uncertaintyMs: numberOf(row, 'uncertainty_ms'),
    by: textOf(row, 'by'),
    at: textOf(row, 'at'),
    reason: textOf(row, 'reason'),
  }
}
