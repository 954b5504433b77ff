// `npm run bench -- draft [FOLDER] [--json]`: how well drafts find detonated attack techniques hidden in ordinary work.
// FOLDER holds CloudTrail files in which everything is attack (../shared/data/cloudtrail/detonations where absent).
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { disguises, mixDetonations } from './draft/mix.ts'
import { type Score, scoreDraft } from './draft/score.ts'

const seeds = [1, 2, 3, 4, 5]
const args = process.argv.slice(2)
const isJson = args.includes('--json')
const folder = args.find((arg) => !arg.startsWith('--')) ?? fileURLToPath(new URL('../../shared/data/cloudtrail/detonations', import.meta.url))

if (existsSync(folder)) await run()
else {
  console.error(`Cannot find "${folder}": give a folder with CloudTrail files of attacks`)
  process.exitCode = 2
}

async function run(): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'hindcast-bench-'))
  try {
    for (const disguise of disguises) {
      const scores: Score[] = []
      for (const seed of seeds) {
        const { records, truth } = mixDetonations(folder, seed, disguise)
        const path = join(place, `${seed}.json`)
        await writeFile(path, JSON.stringify({ Records: records }))
        scores.push(await scoreDraft(path, truth))
      }
      print(disguise, scores)
    }
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

function print(disguise: string, scores: readonly Score[]): void {
  const figures = ['statedPrecision', 'statedRecall', 'listedRecall', 'entriesStated', 'entriesToReview'] as const
  for (const figure of figures) {
    const value = median(scores.map((score) => score[figure]))
    const unit = figure.startsWith('entries') ? 'entries' : 'share'
    if (isJson) console.log(JSON.stringify({ name: `${disguise}: ${figure}`, value, unit, peer: null, ratio: null }))
    else console.log(`${disguise.padEnd(30)} ${figure.padEnd(16)} ${value.toFixed(unit === 'share' ? 3 : 0)}`)
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
