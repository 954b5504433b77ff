// `npm run bench -- draft [FOLDER] [--seeds N] [--full] [--json] [--why]`: how well drafts find attacks whose truth is known.
// FOLDER is an incident with a truth.json beside evidence/ and incident.yaml, a folder of such, or a folder of CloudTrail files in which everything is
// attack (these are hidden in ordinary work). Without FOLDER: the generated demonstrations and the detonations of ../shared/data, where they are.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../src/base/error.ts'
import { type Case, findCases } from './draft/cases.ts'
import { jsonOf, lineOf, summarise } from './draft/figure.ts'
import { generatedCases } from './draft/generated.ts'
import { mixCases, readDetonations } from './draft/mix.ts'
import { type Score, scoreCase } from './draft/score.ts'

const args = process.argv.slice(2)
const isJson = args.includes('--json')
const isFull = args.includes('--full')
/** Lists what was missed and what was wrongly stated. */
const isWhy = args.includes('--why')
const seedCount = Number(/^\d{1,3}$/.exec(args[args.indexOf('--seeds') + 1] ?? '')?.[0] ?? 5)
const folder = args.find((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--seeds')
const detonations = fileURLToPath(new URL('../../shared/data/cloudtrail/detonations', import.meta.url))

const place = await mkdtemp(join(tmpdir(), 'hindcast-bench-'))
try {
  await score(folder === undefined ? await usualCases() : await casesIn(folder))
} catch (error) {
  if (!(error instanceof AppError)) throw error
  console.error(error.message)
  process.exitCode = 2
} finally {
  await rm(place, { recursive: true, force: true })
}

async function usualCases(): Promise<Case[]> {
  const generated = await generatedCases({ place, seeds: seeds(), isFull })
  if (!existsSync(detonations)) {
    console.error(`No detonations at "${detonations}": only generated incidents are scored`)
    return generated
  }
  return [...generated, ...(await casesIn(detonations))]
}

async function casesIn(path: string): Promise<Case[]> {
  const found = await findCases(path)
  if (found.kind === 'cases') return [...found.cases]
  const { detonations: read, skipped } = await readDetonations(found.files)
  if (skipped.length > 0) console.error(`${skipped.length} files hold no CloudTrail record and are left out, such as "${skipped[0]}"`)
  return mixCases(read, place, seeds())
}

function seeds(): number[] {
  return Array.from({ length: Math.max(1, seedCount) }, (_, index) => index + 1)
}

async function score(cases: readonly Case[]): Promise<void> {
  for (const group of new Set(cases.map((one) => one.group))) {
    const scores: Score[] = []
    for (const one of cases.filter((candidate) => candidate.group === group)) {
      const scored = await scoreCase(one)
      for (const warning of scored.warnings) console.error(warning)
      if (isWhy) explain(one, scored)
      scores.push(scored)
    }
    const figures = summarise(
      group,
      scores.map((scored) => scored.figures),
    )
    for (const figure of figures) console.log(isJson ? jsonOf(figure) : lineOf(figure))
  }
}

function explain({ name }: Case, { missed, unstated, wrong }: Score): void {
  console.error(`${name}: ${missed.length} attack events in no entry, ${unstated.length} to review, ordinary ones in ${wrong.length} stated entries`)
  const most = 60
  for (const line of missed.slice(0, most)) console.error(`  missed    ${line}`)
  for (const line of unstated.slice(0, most)) console.error(`  to review ${line}`)
  for (const line of wrong.slice(0, most)) console.error(`  wrong     ${line}`)
}
