import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError, messageOf } from '../../base/error.ts'
import { isRuleProblem, loadRules } from '../../findings/sigma/load-rule.ts'
import type { Rule, RuleProblem } from '../../findings/sigma/rule.ts'

export type { RuleProblem }

/** Rules read from folders: those that can be used, and what was wrong with the others. */
export interface LoadedRules {
  readonly rules: readonly Rule[]
  readonly problems: readonly RuleProblem[]
}

const mostFiles = 50_000

/** The folder of the rules that ship with the program. */
export function ownRulesFolder(): string {
  return fileURLToPath(new URL('../../findings/rules/', import.meta.url))
}

/** Our own rules and those of further folders (or single files), read recursively in the order of their paths. Throws an AppError for a path that is not there. */
export async function readRules(folders: readonly string[] = []): Promise<LoadedRules> {
  const rules = new Map<string, Rule>()
  const problems: RuleProblem[] = []
  for (const folder of [ownRulesFolder(), ...folders]) {
    for (const path of await ruleFiles(folder)) {
      for (const loaded of loadRules(await readFile(path, 'utf8'), path)) {
        if (isRuleProblem(loaded)) {
          problems.push(loaded)
          continue
        }
        const before = rules.get(loaded.id)
        if (before === undefined) rules.set(loaded.id, loaded)
        else if (before.hash !== loaded.hash) problems.push({ path, line: 1, message: `The id ${loaded.id} already belongs to ${before.path}` })
      }
    }
  }
  return { rules: [...rules.values()], problems }
}

async function ruleFiles(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const names = await readdir(path, { recursive: true })
    const files = names.filter((name) => /\.ya?ml$/i.test(name)).sort()
    if (files.length > mostFiles) throw new AppError('rules.too-many', `"${path}" holds more than ${mostFiles} rule files`)
    return files.map((name) => join(path, name))
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('rules.unreadable', `Cannot read rules from "${path}": ${messageOf(error)}`, { cause: error })
  }
}
