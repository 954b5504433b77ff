import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sheetNames } from '../../src/model/report.ts'
import { xlsx } from '../../src/render/formats/xlsx/xlsx.ts'
import { convertWithOffice, soffice } from '../soffice.ts'
import { fixtureRecord } from './records.ts'
import { reportOf } from './reports.ts'

// Every sheet as CSV: comma, quote, UTF-8, cells as shown, text quoted, all sheets (-1).
const everySheet = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-spreadsheet-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.skipIf(soffice === undefined).each(['full', 'hostile', 'empty'])('report.xlsx of fixtures/incidents/%s.json in LibreOffice', (name) => {
  const report = reportOf(fixtureRecord(name))

  beforeAll(async () => {
    const file = join(folder, `${name}.xlsx`)
    await writeFile(file, await xlsx.render(report))
    await convertWithOffice({ file, to: everySheet, out: folder })
  })

  it.each(sheetNames)('shows the cells of %s as the record has them', async (sheetName) => {
    const sheet = report.sheets.find((one) => one.name === sheetName) ?? expect.fail(`no sheet "${sheetName}"`)
    const rows = rowsOf(await readFile(join(folder, `${name}-${sheetName}.csv`), 'utf8'))
    expect(rows).toEqual([sheet.columns, ...sheet.rows.map((row) => row.map(withVisibleHalves))])
  })

  it('says first what it is', async () => {
    const rows = rowsOf(await readFile(join(folder, `${name}-about.csv`), 'utf8'))
    expect(rows).toContainEqual(['Incident', report.incident])
    expect(rows).toContainEqual(['Sharing', report.tlp])
    expect(rows).toContainEqual(['Edit chain', report.head])
  })
})

/** Half a character cannot be written; its code stands for it. */
function withVisibleHalves(text: string): string {
  return text.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`)
}

/** The cells of a CSV file (RFC 4180), as text. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain = '', end = ''] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    if (end === '' && quoted === undefined && plain === '' && row.length === 0) break
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
