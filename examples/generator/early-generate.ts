import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { recordOf } from './cloud.ts'
import { bastionIntrusion, exposedFile, type Line, ordinaryAccessLog, ordinaryAuthLog } from './early-hosts.ts'
import { leakedKeyCalls, responseCalls } from './early-leaked-key.ts'
import { ordinaryCalls } from './ordinary-cloud.ts'
import { chanceFrom } from './random.ts'

/*
 * Writes the evidence of the example incident "leaked-key": `node examples/generator/generate.ts [FOLDER]`.
 * The same program gives the same bytes; everything in it is invented.
 */
const start = Date.parse('2026-03-01T00:00:00Z')
const days = 7
const exposed = Date.parse('2026-03-04T22:41:09Z')
const guessed = Date.parse('2026-03-05T01:02:30Z')
const keyUsed = Date.parse('2026-03-05T03:12:04Z')
const answered = Date.parse('2026-03-05T09:38:20Z')

const folder = process.argv[2] ?? join(import.meta.dirname, '../leaked-key/evidence')
mkdirSync(folder, { recursive: true })
const chance = chanceFrom(20_260_305)

const calls = [...ordinaryCalls(start, days, chance), ...leakedKeyCalls(keyUsed, chance), ...responseCalls(answered)].sort((a, b) => a.at - b.at)
const records = calls.map((call) => recordOf(call, chance))
// Level and a fixed header time keep the bytes the same on every machine.
writeFileSync(join(folder, 'cloudtrail.json.gz'), gzipSync(JSON.stringify({ Records: records }), { level: 9 }))
writeFileSync(join(folder, 'auth.log'), linesOf([...ordinaryAuthLog(start, days, chance), ...bastionIntrusion(guessed, chance)]))
writeFileSync(join(folder, 'access.log'), linesOf([...ordinaryAccessLog(start, days, chance), ...exposedFile(exposed)]))

function linesOf(lines: readonly Line[]): string {
  return `${[...lines]
    .sort((a, b) => a.at - b.at)
    .map((line) => line.text)
    .join('\n')}\n`
}
