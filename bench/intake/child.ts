// A child of `npm run bench -- intake`: measures one stage over one set of evidence in a process of its own, and prints a Figure as JSON.
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { openIntakeGround } from '../../src/app/intake/made-up-intake.ts'
import { takeIn } from '../../src/app/intake/take-in.ts'
import { planBatches } from '../../src/app/intake/plan-batches.ts'
import type { DataSet } from './data.ts'
import { readInto } from './duckdb.ts'
import { runStage } from './stages.ts'

/** What was measured. */
export interface Figure {
  readonly seconds: number
  readonly cpuSeconds: number
  /** Largest resident set of the process, MB. */
  readonly megabytes: number
  readonly events: number
}

const [, , stage = '', list = '', folder = ''] = process.argv
const set: DataSet = JSON.parse(await readFile(list, 'utf8'))
const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

async function measure(run: () => Promise<number>): Promise<Figure> {
  const before = { ms: performance.now(), cpu: cpu() }
  const events = await run()
  return { seconds: (performance.now() - before.ms) / 1000, cpuSeconds: cpu() - before.cpu, megabytes: process.resourceUsage().maxRSS / 1024, events }
}

/** Everything, into a fresh data folder: what a user waits for once the files are in the vault. */
async function everything(): Promise<Figure> {
  const ground = await openIntakeGround(folder)
  await ground.register(set.files)
  let events = 0
  const figure = await measure(async () => {
    const { failures } = await takeIn(ground.request(set.files, { onProgress: (progress) => (events = progress.events) }))
    if (failures.length > 0) throw new Error(`${failures.length} files were not read: ${failures[0]?.problems[0]?.message}`)
    return events
  })
  await ground.close()
  return figure
}

const stages: Readonly<Record<string, () => Promise<Figure>>> = {
  everything,
  read: () => measure(() => runStage('read', { batches: planBatches(set.files), folder })),
  write: () => measure(() => runStage('write', { batches: planBatches(set.files), folder })),
  duckdb: () => measure(() => readInto(set.files, `${folder}/duckdb.parquet`)),
}
const run = stages[stage]
if (run === undefined) throw new Error(`No stage "${stage}"`)
console.log(JSON.stringify(await run()))
