import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isRuleProblem, loadRules } from '../../src/findings/sigma/load-rule.ts'

// Public rules nobody here wrote; where the folder is absent the check is skipped and says so.
const folder = join(import.meta.dirname, '../../../shared/data/sigma')
const present = existsSync(folder)

describe.skipIf(!present)('the public Sigma rules (skipped where ../shared/data/sigma is absent)', () => {
  const paths = present ? globSync('rules*/**/*.yml', { cwd: folder }).sort() : []
  const loaded = paths.flatMap((path) => loadRules(readFileSync(join(folder, path), 'utf8'), path))

  it('`loadRules()` loads every active rule', () => {
    expect(loaded.filter(isRuleProblem)).toEqual([])
    expect(loaded).toHaveLength(3780)
  })

  it('`loadRules()` leaves out only rules with placeholders that nothing fills', () => {
    const unsupported = loaded.flatMap((rule) => (isRuleProblem(rule) || rule.unsupported === undefined ? [] : [rule]))
    expect(unsupported.length).toBeLessThan(40)
    expect(unsupported.filter((rule) => rule.unsupported?.startsWith('the placeholder') !== true)).toEqual([])
  })

  it('`loadRules()` resolves nearly every technique to a current id', () => {
    const rules = loaded.flatMap((rule) => (isRuleProblem(rule) ? [] : [rule]))
    const tagged = rules.filter((rule) => rule.tags.some((tag) => /^attack\.t\d/.test(tag)))
    expect(tagged.filter((rule) => rule.techniques.length === 0).map((rule) => rule.path)).toEqual([])
  })
})
