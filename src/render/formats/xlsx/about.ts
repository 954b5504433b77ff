import { formatNumber, plural } from '../../../base/text.ts'
import type { Report } from '../../../model/report.ts'
import { longestCell } from './cell-text.ts'
import type { Worksheet, WorksheetLosses } from './worksheet.ts'

/** What became of one sheet of the report in the workbook. */
export interface WrittenSheet {
  readonly name: string
  readonly about: string
  readonly rows: number
  readonly losses: WorksheetLosses
}

/** The first sheet: what this workbook is of, how it may be shared, what stands in it, and what did not fit. */
export function aboutSheet(report: Report, written: readonly WrittenSheet[]): Omit<Worksheet, 'marking' | 'isList'> {
  const rows: [string, string][] = [
    ['Title', report.title],
    ['Incident', report.incident],
    ['Report date', report.date === '' ? 'not recorded' : report.date],
    ['Authors', report.authors.length === 0 ? 'not recorded' : report.authors.join(', ')],
    ['Classification', report.classification],
    ['Sharing', report.tlp],
    ...(report.privilege === undefined ? [] : [['Privilege', report.privilege] satisfies [string, string]]),
    ['Review', report.reviewNotice ?? 'people have looked at every entry'],
    ['Record version', report.version],
    ['Edit chain', report.head],
    ['Written by', report.program],
    ...written.map(({ name, about, rows: count, losses }): [string, string] => [
      `Sheet "${name}"`,
      [`${plural(count, 'row')}. ${about}`, ...lossNotes(name, losses)].join(' '),
    ]),
    [
      'Times',
      'Columns ending in _utc are UTC in ISO 8601. They are text on purpose: a spreadsheet date has no zone and no precision, and changes with the settings of the machine.',
    ],
    ['Values', 'Every cell is text or a plain number; nothing is computed, nothing is linked. Indicators are defanged.'],
    ['Citations', 'Labels such as E3:1042 are those of the report; the sheet "sources" says which bytes of which evidence each one is.'],
  ]
  return { columns: ['What', 'Value'], numbers: [], rows, widths: [22, 110] }
}

function lossNotes(name: string, { cutCells, leftOutRows }: WorksheetLosses): string[] {
  const whole = `${name}.csv holds all of it.`
  return [
    ...(cutCells === 0
      ? []
      : [`${plural(cutCells, 'cell')} longer than ${formatNumber(longestCell)} characters ${cutCells === 1 ? 'was' : 'were'} cut; ${whole}`]),
    ...(leftOutRows === 0
      ? []
      : [`${plural(leftOutRows, 'row')} did not fit into a worksheet and ${leftOutRows === 1 ? 'was' : 'were'} left out; ${whole}`]),
  ]
}
