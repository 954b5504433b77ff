// `npm run bench -- search [EVENTS] [--json] [--folder FOLDER]`: searches over 10 million events of 20,000 evidence items (of four kinds of sources, over thirty days,
// with clock corrections and duplicates), through the store of events, beside plain SQL in DuckDB over the same files. The events are made once, in FOLDER (the
// system's temporary one unless told otherwise); each kind of search is measured by five runs in a process of its own.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

interface Measured {
  readonly name: string
  readonly unit: 'ms' | 'MB'
  /** One value a run. */
  readonly runs: readonly number[]
  readonly peer?: readonly number[]
  readonly most?: number
}

const args = process.argv.slice(2)
const isJson = args.includes('--json')
const events = Number(args.find((arg) => /^\d+$/.test(arg)) ?? 10_000_000)
const parent = args.includes('--folder') ? (args[args.indexOf('--folder') + 1] ?? tmpdir()) : join(tmpdir(), 'hindcast-bench')
const folder = join(parent, `search-${events}`)

if (!existsSync(join(folder, 'ledger.json'))) {
  console.error(`Making ${events} events in ${folder}, once; this takes some minutes`)
  run('make-data.ts', [folder, String(events)])
}
const answers = run('measure.ts', [folder])
  .split('\n')
  .filter((line) => line.startsWith('{'))
for (const line of answers) print(JSON.parse(line))

function run(file: string, given: readonly string[]): string {
  const path = fileURLToPath(new URL(`./search/${file}`, import.meta.url))
  const done = spawnSync(process.execPath, [path, ...given], { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] })
  if (done.status !== 0) throw new Error(`${file} failed`)
  return done.stdout
}

function print({ name, unit, runs, peer, most }: Measured): void {
  const value = rounded(median(runs))
  const other = peer === undefined ? null : rounded(median(peer))
  const ratio = other === null ? null : rounded(value / other)
  if (isJson) {
    console.log(
      JSON.stringify({ name, value, unit, min: rounded(Math.min(...runs)), max: rounded(Math.max(...runs)), bar: most ?? null, peer: other, ratio }),
    )
    return
  }
  const noise = `${rounded(Math.min(...runs))} to ${rounded(Math.max(...runs))}`
  const bar = most === undefined ? '' : `   bar ${most}: ${value < most ? 'held' : 'MISSED'}`
  const beside = other === null ? '' : `   plain DuckDB ${other}, ratio ${ratio}`
  console.log(`${name.padEnd(64)} ${String(value).padStart(8)} ${unit}  (${noise})${bar}${beside}`)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function rounded(value: number): number {
  return value >= 10 ? Math.round(value) : Math.round(value * 100) / 100
}
