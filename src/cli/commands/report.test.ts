import { describe, expect, it } from 'vitest'
import { reportFormatNames, reportOutlineNames } from '../../app/reporting/render-report.ts'
import { command } from './report.ts'

const described = (name: string): string => command.options.find((option) => option.name === name)?.description ?? ''

describe('hindcast report', () => {
  it('names every form and every outline in its help', () => {
    expect(described('format')).toContain(reportFormatNames.join(', '))
    for (const name of reportOutlineNames) expect(described('outline')).toContain(`${name} (`)
  })
})
