// `npm run bench -- search [EVENTS] [--json] [--folder FOLDER] [--no-peer]`: searches over 10 million events of 20,000 evidence items (of four kinds of sources, over thirty days,
// with clock corrections and duplicates), through the store of events, beside plain SQL in DuckDB over the same files. The events are made once, in FOLDER (the
// system's temporary one unless told otherwise); each kind of search is measured by five runs in a process of its own.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

interface Measured {
  readonly name: string
  readonly unit: 'ms' | 'MB'
  /** One value a run. */
  readonly runs: readonly number[]
  /** Processor time of one search on the average, all threads; hardly depends on what else the machine does. */
  readonly work?: readonly number[]
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
  const done = spawnSync(process.execPath, [script('make-data.ts'), folder, String(events)], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (done.status !== 0) throw new Error('Making the events failed')
}
for (const given of [args.includes('--no-peer') ? [folder, 'no-peer'] : [folder], [folder, 'alone']]) await measure(given)

async function measure(given: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [script('measure.ts'), ...given], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  for await (const line of createInterface({ input: child.stdout })) print(JSON.parse(line))
  const [code] = await ended
  if (code !== 0) throw new Error('Measuring failed')
}

function script(file: string): string {
  return fileURLToPath(new URL(`./search/${file}`, import.meta.url))
}

function print({ name, unit, runs, work = [], peer, most }: Measured): void {
  const value = rounded(median(runs))
  const other = peer === undefined ? null : rounded(median(peer))
  const ratio = other === null ? null : rounded(value / other)
  if (isJson) {
    console.log(
      JSON.stringify({
        name,
        value,
        unit,
        min: rounded(Math.min(...runs)),
        max: rounded(Math.max(...runs)),
        cpu: work.length === 0 ? null : rounded(median(work)),
        bar: most ?? null,
        peer: other,
        ratio,
      }),
    )
    return
  }
  const noise = `${rounded(Math.min(...runs))} to ${rounded(Math.max(...runs))}`
  const bar = most === undefined ? '' : `   bar ${most}: ${value < most ? 'held' : 'MISSED'}`
  const beside = other === null ? '' : `   plain DuckDB ${other}, ratio ${ratio}`
  const cpu = work.length === 0 ? '' : `   processor ${rounded(median(work))} ms a search`
  console.log(`${name.padEnd(56)} ${String(value).padStart(7)} ${unit}  (${noise})${cpu}${bar}${beside}`)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function rounded(value: number): number {
  return value >= 10 ? Math.round(value) : Math.round(value * 100) / 100
}
