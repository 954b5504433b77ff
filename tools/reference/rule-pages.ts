import { readFileSync, readdirSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { type Page, markdownPage, table } from './page.ts'

const folder = new URL('../../src/findings/rules/', import.meta.url)

const ruleSchema = z.looseObject({
  title: z.string(),
  id: z.string(),
  level: z.string(),
  tags: z.array(z.string()).default([]),
  logsource: z.record(z.string(), z.string()),
})

/** The rules that ship, from their files. */
export function rulePages(): Page[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yml'))
  const rows = files.sort().map((file) => {
    const rule = ruleSchema.parse(parse(readFileSync(new URL(file, folder), 'utf8')))
    const techniques = rule.tags.filter((tag) => /^attack\.t\d/.test(tag)).map((tag) => tag.slice('attack.'.length).toUpperCase())
    return [rule.title, rule.level, techniques.join(', '), Object.values(rule.logsource).join(' / '), `[${file}](../../src/findings/rules/${file})`]
  })
  const intro = `${rows.length} rules in Sigma's format. \`--rules DIR\` adds your own.`
  return [markdownPage('docs/reference/rules.md', 'Detection rules', [intro, table(['rule', 'level', 'techniques', 'log source', 'file'], rows)])]
}
