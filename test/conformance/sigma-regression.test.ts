import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { isObject, type Json, type JsonObject, objectAt } from '../../src/base/json.ts'
import { isRuleProblem, loadRule } from '../../src/findings/sigma/load-rule.ts'
import { compileRules } from '../../src/findings/sigma/rule-set.ts'
import type { Rule } from '../../src/findings/sigma/rule.ts'

// Public rules with events they must match, as JSON; where the folder is absent the check is skipped and says so.
const folder = join(import.meta.dirname, '../../../shared/data/sigma')
const present = existsSync(folder)

/** Several JSON objects one after the other: split where an object ends at the left margin. */
function readObjects(text: string): JsonObject[] {
  const pieces = text.trim().split(/(?<=^\})\s*(?=^\{)/m)
  return pieces.map((piece) => JSON.parse(piece)).filter(isObject)
}

/** The names rules use for Windows events: EventData beside what they need of System. */
function fieldsOf(record: JsonObject): JsonObject {
  const event = objectAt(record, 'Event')
  const system = objectAt(event, 'System')
  const fields: JsonObject = {}
  for (const [key, value] of Object.entries(system ?? {})) fields[key] = textOf(value)
  fields['Provider_Name'] = objectAt(objectAt(system, 'Provider'), '#attributes')?.['Name']
  const data = objectAt(event, 'EventData') ?? Object.values(objectAt(event, 'UserData') ?? {}).find(isObject)
  for (const [key, value] of Object.entries(data ?? {})) {
    fields[key] = textOf(value)
    fields[key.replaceAll(' ', '')] = textOf(value)
  }
  return fields
}

/** `{"#attributes": …, "#text": 1}` and `{"#text": […]}` read as their text. */
function textOf(value: Json | undefined): Json | undefined {
  return isObject(value) && value['#text'] !== undefined ? value['#text'] : value
}

interface Case {
  readonly id: string
  readonly least: number
  readonly json: string
}

function readCases(): Case[] {
  return globSync('regression_data/**/info.yml', { cwd: folder }).flatMap((path) => {
    const info: { rule_metadata: { id: string }[]; regression_tests_info?: { path: string; match_count?: number }[] } = parse(
      readFileSync(join(folder, path), 'utf8'),
    )
    const [rule] = info.rule_metadata
    return (info.regression_tests_info ?? []).map((test) => ({
      id: rule?.id ?? '',
      least: test.match_count ?? 1,
      json: join(folder, dirname(path), basename(test.path).replace(/\.evtx$/, '.json')),
    }))
  })
}

function readRulesById(): Map<string, Rule> {
  const rules = globSync('rules*/**/*.yml', { cwd: folder }).map((path) => loadRule(readFileSync(join(folder, path), 'utf8'), path))
  return new Map(rules.flatMap((rule) => (isRuleProblem(rule) ? [] : [[rule.id, rule]])))
}

function countMatches(rule: Rule, events: readonly JsonObject[]): number {
  const set = compileRules([rule])
  const logsources = [rule.logsource]
  return events.filter((event) => set.match({ fields: fieldsOf(event), ecs: {} }, logsources).length > 0).length
}

describe.skipIf(!present)('the regression tests of the public Sigma rules (skipped where ../shared/data/sigma is absent)', () => {
  it('match the events they were written for', () => {
    const rules = readRulesById()
    const cases = readCases()
    const failed = cases.filter(({ id, json, least }) => {
      const rule = rules.get(id)
      return rule === undefined || countMatches(rule, readObjects(readFileSync(json, 'utf8'))) < least
    })
    expect(cases).toHaveLength(202)
    expect(failed.map(({ json }) => basename(dirname(json)))).toEqual([])
  })
})
