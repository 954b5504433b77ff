import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ReportFormat } from '../report-format.ts'
import { reportFormats } from './index.ts'

describe('reportFormats', () => {
  it('lists every unit of the folder once, with its own file name', () => {
    const units = readdirSync(import.meta.dirname, { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? entry.name : entry.name.replace(/\.ts$/, '')))
      .filter((name) => !/\.test$|^index$|-escape$/.test(name))
    const unitOf = ({ name, extension }: ReportFormat): string => (name === 'md' ? 'markdown' : extension)
    expect([...new Set(reportFormats.map(unitOf))].toSorted()).toEqual(units.toSorted())
    expect(new Set(reportFormats.map(({ fileName }) => fileName)).size).toBe(reportFormats.length)
    expect(existsSync(new URL('./pdf/report.typ', import.meta.url))).toBe(true)
  })
})
