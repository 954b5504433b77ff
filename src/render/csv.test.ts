import { describe, expect, it } from 'vitest'
import { csvBytes, csvCell } from './csv.ts'

describe('csvCell()', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t1', "'\t1"],
    ['\r=1', '"\'\r\'=1"'],
    ['x;=1+1;y', "x;'=1+1;y"],
    ['x;"=1+1;y', '"x;""\'=1+1;y"'],
    ['x\n@SUM(A1)', '"x\n\'@SUM(A1)"'],
    ['＝1', "'＝1"],
    ['=a,"b"', '"\'=a,""b"""'],
  ])('writes %j as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell)
  })
})

describe('csvBytes()', () => {
  it('ends every row with CRLF and has no BOM', () => {
    const bytes = csvBytes({ columns: ['a', 'b'], rows: [['1', 'é']] })
    expect([...bytes]).toEqual([...new TextEncoder().encode('a,b\r\n1,é\r\n')])
  })
})
