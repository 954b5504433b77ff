// `npm run bench -- faults [ROUNDS]`: kills a process that writes, commits and compacts segments of events at as many moments (50 unless told otherwise),
// opens the folder as a restart does each time, and reads every byte of every segment. Fails where anything is missing, half there or left over.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { killRound, prepareFaults } from '../src/store/events/kill-segments.ts'

const rounds = Number(process.argv[2] ?? 50)
if (!Number.isInteger(rounds) || rounds < 1) throw new TypeError('Usage: npm run bench -- faults [ROUNDS]')
const data = await mkdtemp(join(tmpdir(), 'hindcast-faults-'))
const acknowledged: string[] = []
let failed = 0
let swept = 0
try {
  await prepareFaults(data)
  for (let round = 1; round <= rounds; round += 1) {
    const afterMs = Math.floor(Math.random() * 4_000)
    const check = await killRound(data, { seed: round, afterMs, acknowledged })
    swept += check.swept
    failed += check.wrong.length
    const state = `${acknowledged.length} items acknowledged, ${check.segments} segments with ${check.rows} rows, ${check.swept} files swept`
    console.log(
      `${String(round).padStart(3)}: killed after ${afterMs} ms: ${state}${check.wrong.length === 0 ? '' : `\n  ${check.wrong.join('\n  ')}`}`,
    )
  }
} finally {
  await rm(data, { recursive: true, force: true })
}
console.log(`${rounds} kills: ${failed} things wrong, ${swept} unfinished files swept, ${acknowledged.length} items of 150 events acknowledged`)
process.exitCode = failed === 0 ? 0 : 1
