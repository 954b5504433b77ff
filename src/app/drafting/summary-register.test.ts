import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import type { Incident } from '../../model/incident.ts'
import { incidentSchema } from '../../model/incident.ts'
import type { Block } from '../../model/report.ts'
import { actOf } from '../../incident/draft/entries.ts'
import { composeReport } from '../../report/compose.ts'
import { findJargon, namesOf } from '../../report/register/jargon.ts'
import { findSlips } from '../../report/register/slips.ts'
import { readRules } from '../detecting/rules.ts'
import { blockTexts, draftedFrom, findingOf, harvests } from './made-up-drafts.ts'

const boardSections = ['executive-summary', 'key-facts', 'immediate-actions-taken', 'top-recommendations']

const { rules } = await readRules()
const drafts = harvests(rules).map(([name, found]) => [name, draftedFrom(found)] as const)

/** The texts of some sections of a report, one for each paragraph, item and cell. */
function textsOf(blocks: readonly Block[], sections: readonly string[]): string[] {
  let isInside = false
  return blocks.flatMap((block) => {
    if (block.kind === 'heading') isInside = sections.includes(block.id)
    return isInside ? blockTexts(block) : []
  })
}

function summaryOf(document: Incident): string[] {
  const report = composeReport(document, computeFacts(document), { version: '1', head: 'ab'.repeat(32), program: 'Hindcast' })
  return textsOf(report.blocks, boardSections)
}

describe.each(drafts)('the summary of a draft of %s', (_, document) => {
  const texts = summaryOf(document).flatMap((text) => text.split('\n'))

  it('speaks to a board', () => {
    const names = namesOf(document)
    expect(texts.length).toBeGreaterThan(10)
    expect(texts.flatMap((text) => findJargon(text, names).map((jargon) => ({ ...jargon, text })))).toEqual([])
  })

  it('is written without a slip', () => {
    expect(texts.flatMap((text) => findSlips(text.trim()).map((slip) => ({ ...slip, text })))).toEqual([])
  })

  it('names no culprit and claims no theft', () => {
    const told = texts.join('\n')
    expect(told).not.toMatch(/stolen|exfiltrated|was taken|nothing was taken|hacker|criminal|insider|threat actor/i)
    expect(told).not.toMatch(/ci-deploy|svc-metrics|alice/)
  })
})

describe('the summary of the records people wrote', () => {
  const folder = new URL('../../../fixtures/incidents/', import.meta.url)
  it.each(readdirSync(folder).filter((name) => name !== 'hostile.json'))('%s keeps their words and adds none a board cannot read', (name) => {
    const written = incidentSchema.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
    const { text: _, ...summary } = written.summary
    const document = { ...written, summary }
    const standing = summaryOf(document).slice(0, 2)
    for (const text of standing)
      expect({ text, jargon: findJargon(text, namesOf(document)), slips: findSlips(text) }).toEqual({ text, jargon: [], slips: [] })
  })
})

describe('the sentences of our rules', () => {
  it('read well for one act, two and many, named or not, done or refused', () => {
    for (const rule of rules) {
      for (const count of [1, 2, 1_234]) {
        for (const isNamed of [true, false]) {
          for (const outcome of ['success', 'failure']) {
            const text = actOf(findingOf(rule, { count, outcome, isNamed, at: '2026-03-05T10:00:00Z' }))
            expect({ rule: rule.title, text, slips: findSlips(text) }).toEqual({ rule: rule.title, text, slips: [] })
            expect(text, rule.id).toMatch(/^(?:[A-Z0-9]|an? unknown|sudo )/)
          }
        }
      }
    }
  })

  it('tell a refused group as refused, or say how it was answered', () => {
    for (const rule of rules.filter(({ story }) => story?.role === 'attack' && (story.failed !== undefined || story.failedMany !== undefined))) {
      const text = actOf(findingOf(rule, { count: 7, outcome: 'failure', isNamed: true, at: '2026-03-05T10:00:00Z' }))
      expect(text, rule.id).toMatch(/refused|fail|attempt|not there|do not exist|answered/)
    }
  })
})
