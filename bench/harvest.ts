// `npm run bench -- harvest [FILE…] [--mb N] [--runs N]`: how fast one thread reads, detects and extracts, stage by stage. Each stage is measured with all
// before it. Without FILE: the demonstration's files, repeated to N MB (64) of each kind. Medians with the spread of all runs.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readRules } from '../src/app/detecting/rules.ts'
import { createHarvester } from '../src/app/drafting/harvest-file.ts'
import { inspectFile } from '../src/app/reading/inspect.ts'
import { type ReadHandlers, readEvidence } from '../src/app/reading/read-evidence.ts'
import { collectCoverage } from '../src/events/coverage.ts'
import { collectSessions } from '../src/events/sessions.ts'
import { formatNamed } from '../src/evidence/formats/index.ts'
import { collectFindings } from '../src/findings/collect.ts'
import { collectIndicators } from '../src/findings/indicators/collect-indicators.ts'
import { compileRules } from '../src/findings/sigma/rule-set.ts'
import { citeEvent } from '../src/model/event-citation.ts'
import { type Sample, writeSamples } from './harvest/samples.ts'

type OnEvent = ReadHandlers['onEvent']

const args = process.argv.slice(2)
const runs = numberOf('--runs', 5)
const files = args.filter((arg, index) => !arg.startsWith('--') && !args[index - 1]?.startsWith('--'))
const { rules } = await readRules([])
const ruleSet = compileRules(rules)
const harvest = createHarvester(rules)

/** What each stage does with an event, made anew for every run. */
const stages: readonly (readonly [string, () => OnEvent])[] = [
  ['read', () => () => undefined],
  ['+rules', withRules],
  ['+indicators', withIndicators],
  ['+sessions', withSessions],
  ['+coverage', withCoverage],
]

const place = await mkdtemp(join(tmpdir(), 'hindcast-bench-'))
try {
  for (const sample of await samplesIn(place)) await measure(sample)
} finally {
  await rm(place, { recursive: true, force: true })
}

function numberOf(name: string, otherwise: number): number {
  const given = args.includes(name) ? args[args.indexOf(name) + 1] : undefined
  return Number(/^\d{1,4}$/.exec(given ?? '')?.[0] ?? otherwise)
}

async function samplesIn(folder: string): Promise<Sample[]> {
  if (files.length > 0) return files.map((path) => ({ name: basename(path), path }))
  const evidence = fileURLToPath(new URL('../examples/leaked-key/evidence', import.meta.url))
  return writeSamples({ evidence, place: folder, bytes: numberOf('--mb', 64) * 1e6 })
}

function withRules(): OnEvent {
  const findings = collectFindings()
  return (event, _record, bytes) => {
    const format = formatNamed(event.dataset)
    if (format !== undefined) findings.see(event, ruleSet.match(event, format.logsources), bytes)
  }
}

function withIndicators(): OnEvent {
  const before = withRules()
  const indicators = collectIndicators()
  return (event, record, bytes) => {
    before(event, record, bytes)
    indicators.see(event, record.text, () => citeEvent(event, bytes))
  }
}

function withSessions(): OnEvent {
  const before = withIndicators()
  const sessions = collectSessions()
  return (event, record, bytes) => {
    before(event, record, bytes)
    sessions.see(event, bytes)
  }
}

function withCoverage(): OnEvent {
  const before = withSessions()
  const coverage = collectCoverage()
  return (event, record, bytes) => {
    before(event, record, bytes)
    coverage.see(event)
  }
}

async function measure({ name, path }: Sample): Promise<void> {
  const [item] = (await readEvidence({ path, onEvent: () => undefined, onProblem: () => undefined })).slice(-1)
  if (item === undefined || item.events === 0) {
    console.log(`${name}: nothing was read`)
    return
  }
  console.log(`\n${name}: ${(item.size / 1e6).toFixed(1)} MB, ${item.events} events, ${runs} runs`)
  await tell('inspect', item, () => inspectFile({ path, modifiedMs: undefined }))
  for (const [stage, handler] of stages) await tell(stage, item, () => readEvidence({ path, onEvent: handler(), onProblem: () => undefined }))
  await tell('harvest', item, () => harvest({ path }, () => undefined))
}

async function tell(stage: string, item: { size: number; events: number }, run: () => Promise<unknown>): Promise<void> {
  const times: number[] = []
  for (let index = 0; index < runs; index += 1) {
    const start = performance.now()
    await run()
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const median = times[Math.floor(runs / 2)] ?? 0
  const spread = (((times.at(-1) ?? 0) - (times[0] ?? 0)) / median) * 100
  const perEvent = (median * 1000) / item.events
  const figures = [
    `${(item.size / 1e3 / median).toFixed(1)} MB/s`,
    `${(item.events / median).toFixed(1)} k events/s`,
    `${perEvent.toFixed(1)} µs/event`,
  ]
  console.log(`  ${stage.padEnd(12)}${figures.map((figure) => figure.padStart(18)).join('')}   ±${(spread / 2).toFixed(0)} %`)
}
