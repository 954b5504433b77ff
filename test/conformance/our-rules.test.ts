import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resolveTactic, resolveTechnique, techniqueOf } from '../../src/model/attack/attack.ts'
import type { JsonObject } from '../../src/base/json.ts'
import { readEvidence } from '../../src/app/reading/read-evidence.ts'
import { formatNamed } from '../../src/evidence/formats/index.ts'
import type { Finding } from '../../src/model/finding.ts'
import { collectFindings } from '../../src/findings/collect.ts'
import { mergeFindings } from '../../src/findings/merge-findings.ts'
import { isRuleProblem, loadRule } from '../../src/findings/sigma/load-rule.ts'
import { compileRules } from '../../src/findings/sigma/rule-set.ts'
import type { Rule } from '../../src/findings/sigma/rule.ts'

const folder = join(import.meta.dirname, '../../src/findings/rules')
const cases = join(import.meta.dirname, '../../fixtures/rules')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => name.slice(0, -4))
  .sort()

function ruleNamed(name: string): Rule {
  const rule = loadRule(readFileSync(join(folder, `${name}.yml`), 'utf8'), `${name}.yml`)
  if (isRuleProblem(rule)) throw new Error(`${rule.path}:${rule.line}: ${rule.message}`)
  return rule
}

/** The raw records of a case: `.jsonl` or `.log`, whatever the source writes. */
function caseFile(name: string, kind: 'fires' | 'silent'): string {
  const found = ['jsonl', 'log'].map((ending) => join(cases, name, `${kind}.${ending}`)).find((path) => existsSync(path))
  return found ?? join(cases, name, `${kind}.jsonl`)
}

async function findingsIn(path: string, rules: readonly Rule[]): Promise<readonly Finding[]> {
  const set = compileRules(rules)
  const collector = collectFindings()
  const problems: string[] = []
  await readEvidence({
    path,
    year: 2026,
    onEvent: (event, _, bytes) => collector.see(event, set.match(event, formatNamed(event.dataset)?.logsources ?? []), bytes),
    onProblem: (problem) => problems.push(problem.message),
  })
  expect(problems).toEqual([])
  return mergeFindings([collector.tally()])
}

/** What a source writes where a call or request failed. */
function asFailure(dataset: string): JsonObject {
  if (dataset === 'aws-cloudtrail') return { errorCode: 'AccessDenied', responseElements: null }
  return dataset === 'web-access' ? { 'sc-status': 500 } : {}
}

describe('our rules', () => {
  it('have a case that fires and one that does not, and no case is left over', () => {
    expect(readdirSync(cases).sort()).toEqual(names)
    expect(names.length).toBeGreaterThanOrEqual(45)
  })

  it('have ids and names of their own', () => {
    const rules = names.map(ruleNamed)
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length)
    expect(new Set(rules.map((rule) => rule.title)).size).toBe(rules.length)
    expect(rules.filter((rule, index) => !rule.text.includes(`name: ${names[index]}\n`)).map((rule) => rule.path)).toEqual([])
  })

  it.each(names)('%s tells a story and has current ATT&CK tags', (name) => {
    const rule = ruleNamed(name)
    expect(rule.story).toBeDefined()
    expect(rule.unsupported).toBeUndefined()
    for (const tag of rule.tags) {
      const value = tag.replace(/^attack\./, '')
      const current = techniqueOf(value.toUpperCase())?.id ?? resolveTactic(value)?.key
      expect([tag, resolveTechnique(value)?.id.toLowerCase() ?? resolveTactic(value)?.key]).toEqual([tag, value])
      expect(current).toBeDefined()
    }
    if (rule.story?.role === 'attack') expect([rule.tactics.length > 0, rule.techniques.length > 0]).toEqual([true, true])
  })

  it.each(names)('%s fires on its case', async (name) => {
    const findings = await findingsIn(caseFile(name, 'fires'), [ruleNamed(name)])
    expect(findings.length).toBeGreaterThan(0)
    for (const example of findings.flatMap((finding) => finding.examples)) expect(example.sentence).not.toContain('unknown')
  })

  it.each(names)('%s stays silent on its other case', async (name) => {
    expect(await findingsIn(caseFile(name, 'silent'), [ruleNamed(name)])).toEqual([])
  })

  // A call that was refused must never be told as one that succeeded.
  it.each(names)('%s tells failures as failures', async (name) => {
    const rule = ruleNamed(name)
    if (rule.story?.failed !== undefined || rule.story?.role === 'context') return
    const set = compileRules([rule])
    const matched: string[] = []
    await readEvidence({
      path: caseFile(name, 'fires'),
      year: 2026,
      onEvent: (event) => {
        const failed = { ecs: { ...event.ecs, 'event.outcome': 'failure' as const }, fields: { ...event.fields, ...asFailure(event.dataset) } }
        if (set.match(failed, formatNamed(event.dataset)?.logsources ?? []).length > 0) matched.push(event.message)
      },
      onProblem: (problem) => expect.fail(problem.message),
    })
    expect(matched).toEqual([])
  })

  it.each(names)('%s says nothing a log cannot know', (name) => {
    const story = ruleNamed(name).story
    const said = [story?.one, story?.many, story?.failed, story?.failedMany].join(' ')
    expect(said).not.toMatch(/\b(?:attacker|hacker|intruder|criminal|stole|stolen|theft|taken|exfiltrated)\b/i)
    if (story?.failed !== undefined) expect(story.failed).toMatch(/refused|failed|answered|not /)
  })
})
