// `npm run bench -- intake [--quick] [--runs N] [--only WORD] [--share N] [--json]`: how fast evidence is taken in, end to end into a fresh data folder, beside DuckDB's
// own read_json into Parquet (the limit) and plaso where it is installed. Stages: reading; reading and writing; everything with detection and commits.
// Each run is a process of its own; medians with half the spread. The made-up evidence is kept in the system's temporary folder.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Figure } from './intake/child.ts'
import { type DataSet, dataPlans, makeData } from './intake/data.ts'
import { findPlaso, runPlaso } from './intake/plaso.ts'

const args = process.argv.slice(2)
const isJson = args.includes('--json')
const isQuick = args.includes('--quick')
const runs = Number(valueOf('--runs') ?? (isQuick ? 1 : 5))
const only = valueOf('--only')
const share = Number(valueOf('--share') ?? (isQuick ? 0.1 : 1))
const plaso = findPlaso()
if (plaso === undefined) console.error('No plaso: it is left out (set HINDCAST_PLASO to the folder of log2timeline to compare with it)')

for (const plan of dataPlans(share)) {
  if (only !== undefined && !plan.name.includes(only)) continue
  const set = await makeData(plan, join(tmpdir(), 'hindcast-bench-intake'))
  measureSet(set)
}

function valueOf(name: string): string | undefined {
  const at = args.indexOf(name)
  return at === -1 ? undefined : args[at + 1]
}

function measureSet(set: DataSet): void {
  if (!isJson) console.log(`\n${set.name}: ${set.files.length} files, ${(set.bytes / 1e6).toFixed(0)} MB, ${set.records} records, ${runs} runs`)
  const isForDuckDb = set.files.every(({ path }) => /\.jsonl?$/.test(path))
  // The limit and ours take turns, so that a busy moment of the machine meets both.
  const stages = ['read', 'write', 'everything', ...(isForDuckDb ? ['duckdb'] : [])]
  const figures = new Map<string, Figure[]>(stages.map((stage) => [stage, []]))
  for (let run = 0; run < runs; run += 1) for (const [stage, list] of figures) list.push(measure(stage, set))
  const limit = median((figures.get('duckdb') ?? []).map(({ seconds }) => seconds))
  for (const [stage, list] of figures) print(set, { stage, list, limit: stage === 'duckdb' ? undefined : limit })
  if (plaso !== undefined) printPlaso(plaso, set)
}

function measure(stage: string, set: DataSet): Figure {
  const folder = mkdtempSync(join(tmpdir(), 'hindcast-bench-'))
  try {
    const list = join(folder, 'set.json')
    writeFileSync(list, JSON.stringify(set))
    const child = fileURLToPath(new URL('./intake/child.ts', import.meta.url))
    const done = spawnSync(process.execPath, [child, stage, list, folder], { encoding: 'utf8', maxBuffer: 1 << 26 })
    if (done.status !== 0) throw new Error(`Stage "${stage}" of "${set.name}" failed:\n${done.stderr}`)
    return JSON.parse(done.stdout)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}

function print(set: DataSet, { stage, list, limit }: { stage: string; list: readonly Figure[]; limit: number | undefined }): void {
  const times = list.map(({ seconds }) => seconds)
  const seconds = median(times) ?? Number.NaN
  const noise = ((Math.max(...times) - Math.min(...times)) / seconds / 2) * 100
  const cpuSeconds = median(list.map((figure) => figure.cpuSeconds)) ?? Number.NaN
  const megabytes = Math.max(...list.map((figure) => figure.megabytes))
  const events = list[0]?.events ?? 0
  const ratio = limit === undefined ? null : Math.round((seconds / limit) * 100) / 100
  const rate = { mbPerSecond: set.bytes / 1e6 / seconds, eventsPerSecond: events / seconds }
  if (isJson) {
    console.log(JSON.stringify({ set: set.name, stage, seconds, noise, cpuSeconds, megabytes, events, bytes: set.bytes, ...rate, ratio }))
    return
  }
  const cells = [
    `${seconds.toFixed(2)} s ±${noise.toFixed(0)} %`,
    `${rate.mbPerSecond.toFixed(1)} MB/s`,
    `${Math.round(rate.eventsPerSecond)} events/s`,
    `${cpuSeconds.toFixed(1)} s CPU`,
    `${Math.round(megabytes)} MB`,
    ratio === null ? '' : `${ratio} × DuckDB`,
  ]
  console.log(`  ${stage.padEnd(11)}${cells.map((cell) => cell.padStart(17)).join('')}`)
}

function printPlaso(program: string, set: DataSet): void {
  const folder = mkdtempSync(join(tmpdir(), 'hindcast-bench-'))
  try {
    const seconds = runPlaso(program, set, folder)
    if (seconds === undefined) console.error(`  plaso did not read "${set.name}"`)
    else if (isJson) console.log(JSON.stringify({ set: set.name, stage: 'plaso', seconds, mbPerSecond: set.bytes / 1e6 / seconds }))
    else
      console.log(`  ${'plaso'.padEnd(11)}${`${seconds.toFixed(2)} s`.padStart(17)}${`${(set.bytes / 1e6 / seconds).toFixed(1)} MB/s`.padStart(17)}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
