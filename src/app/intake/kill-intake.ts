import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { IntakeItem } from './intake-item.ts'
import { authLog, idsByReading, openIntakeGround } from './made-up-intake.ts'

const child = join(import.meta.dirname, 'take-in-forever.ts')

/** What many killed intakes left. */
export interface KillResult {
  /** How often the intake was killed, and how often it came to its end before. */
  readonly killed: number
  readonly ended: number
  readonly acknowledged: number
  /** What was not as it has to be; empty where all was. */
  readonly faults: readonly string[]
}

/**
 * Kills an intake at random moments, `rounds` times, looking after each that every acknowledged item is whole and every other one whole or not there; at the
 * end one more run must read the rest and leave no file behind. `chance` gives numbers from 0 up to 1.
 */
export async function killIntake({ rounds, files, chance }: { rounds: number; files: number; chance: () => number }): Promise<KillResult> {
  const faults: string[] = []
  const done = { killed: 0, ended: 0, acknowledged: 0 }
  for (let left = rounds; left > 0; ) {
    const one = await oneFolder({ rounds: left, files, chance })
    faults.push(...one.faults)
    done.killed += one.killed
    done.ended += one.ended
    done.acknowledged += one.acknowledged
    left -= one.killed + one.ended
  }
  return { ...done, faults }
}

/** Rounds on one folder, until an intake comes to its end. */
async function oneFolder({ rounds, files, chance }: { rounds: number; files: number; chance: () => number }): Promise<KillResult> {
  const ground = await openIntakeGround()
  const faults: string[] = []
  const acknowledged = new Set<string>()
  const done = { killed: 0, ended: 0 }
  try {
    const items = await ground.add(
      Object.fromEntries(Array.from({ length: files }, (_, index) => [`auth-${index}.log`, authLog(index, 5 + (index % 60))])),
    )
    const list = join(ground.folder, 'items.json')
    await writeFile(list, JSON.stringify(items))
    const expected = await idsByReading(items)
    const look = async (): Promise<void> => {
      const kept = new Set((await ground.store.readings(ground.incident)).map(({ sha256 }) => sha256))
      faults.push(...faultsIn({ items, expected, kept, acknowledged, events: await ground.events() }))
    }
    while (done.killed < rounds && done.ended === 0) {
      const run = await runUntilKilled({ folder: ground.folder, list, delayMs: chance() ** 2 * 3_000 })
      for (const sha256 of run.acknowledged) acknowledged.add(sha256)
      if (run.isDone) done.ended += 1
      else done.killed += 1
      await look()
    }
    const last = await runUntilKilled({ folder: ground.folder, list })
    if (!last.isDone) faults.push('The run after the last kill did not come to its end')
    for (const { sha256 } of items) acknowledged.add(sha256)
    await look()
    const rows = new Set((await ground.store.segments(ground.incident)).map(({ name }) => name))
    faults.push(...(await ground.segmentFiles()).filter((name) => !rows.has(name)).map((name) => `The file ${name} was left behind`))
    return { ...done, acknowledged: acknowledged.size, faults }
  } finally {
    await ground.close()
  }
}

interface Found {
  readonly items: readonly IntakeItem[]
  readonly expected: ReadonlyMap<string, readonly string[]>
  readonly kept: ReadonlySet<string>
  readonly acknowledged: ReadonlySet<string>
  readonly events: ReadonlyMap<string, readonly string[]>
}

function faultsIn({ items, expected, kept, acknowledged, events }: Found): string[] {
  return items.flatMap(({ sha256, path }) => {
    const found = events.get(sha256) ?? []
    const wanted = kept.has(sha256) ? (expected.get(sha256) ?? []) : []
    const isLost = acknowledged.has(sha256) && !kept.has(sha256)
    return [
      ...(isLost ? [`${path} was acknowledged and is not there`] : []),
      ...(found.join() === wanted.join() ? [] : [`${path} has ${found.length} events, not ${wanted.length}`]),
    ]
  })
}

/** Runs the child to its end, or kills it so long after it began to read. */
async function runUntilKilled(given: { folder: string; list: string; delayMs?: number }): Promise<{ acknowledged: string[]; isDone: boolean }> {
  const intake = spawn(process.execPath, [child, given.folder, given.list], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  const ended = new Promise((resolve) => intake.once('close', resolve))
  intake.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (output === '' && given.delayMs !== undefined) setTimeout(() => intake.kill('SIGKILL'), given.delayMs)
    output += text
  })
  await ended
  const lines = output.split('\n').slice(0, -1)
  return { acknowledged: lines.filter((line) => /^[0-9a-f]{64}$/.test(line)), isDone: lines.includes('done') }
}
