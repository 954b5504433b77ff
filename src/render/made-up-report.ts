import type { Block, Report } from '../model/report.ts'

/** A report for tests of the forms: these blocks under an ordinary title block, or with other parts of it. */
export function madeUpReport(blocks: readonly Block[], parts: Partial<Report> = {}): Report {
  return {
    outline: 'full',
    title: 'A title',
    incident: 'INC-2026-0001',
    version: '1',
    date: '2026-03-20',
    authors: ['Rosa Keller'],
    classification: 'Internal',
    tlp: 'TLP:GREEN',
    head: 'ab12',
    program: 'Hindcast 1.0',
    blocks,
    sheets: [],
    ...parts,
  }
}
