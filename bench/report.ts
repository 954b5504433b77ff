// `npm run bench -- report [SIZE…] [--json]`: time and peak memory of every form of a report with 200, 2,000 and 10,000 timeline entries, each in a
// process of its own, from the record in memory to the bytes; for PDF beside Chromium printing our HTML, where a Chromium is found.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { reportFormatNames } from '../src/app/reporting/render-report.ts'

interface Figure {
  readonly ms: number
  readonly megabytes: number
  readonly bytes: number
}

const args = process.argv.slice(2)
const isJson = args.includes('--json')
const given = args.filter((arg) => /^\d+$/.test(arg)).map(Number)
const sizes = given.length === 0 ? [200, 2_000, 10_000] : given
const chromium = process.env['HINDCAST_CHROMIUM'] ?? '/usr/bin/chromium'
// Printing more than this takes the browser minutes.
const mostForPeer = 2_000

for (const size of sizes) {
  for (const form of reportFormatNames) {
    const ours = measure(size, form)
    const peer = form === 'pdf' && size <= mostForPeer && existsSync(chromium) ? measure(size, 'chromium') : undefined
    print({ size, form, ours, peer })
  }
}

function measure(size: number, form: string): Figure {
  const child = fileURLToPath(new URL('./report/child.ts', import.meta.url))
  const done = spawnSync(process.execPath, [child, String(size), form], { encoding: 'utf8', maxBuffer: 1 << 26 })
  if (done.status !== 0) throw new Error(`Rendering ${form} with ${size} entries failed:\n${done.stderr}`)
  return JSON.parse(done.stdout)
}

function print({ size, form, ours, peer }: { size: number; form: string; ours: Figure; peer: Figure | undefined }): void {
  const units = [
    ['time', 'ms', 'ms'],
    ['peak memory', 'megabytes', 'MB'],
    ['size', 'bytes', 'bytes'],
  ] as const
  for (const [what, key, unit] of units) {
    const value = Math.round(ours[key])
    const other = peer === undefined ? null : Math.round(peer[key])
    const ratio = other === null ? null : Math.round((value / other) * 1000) / 1000
    const name = `report ${form}, ${size} entries: ${what}`
    if (isJson) console.log(JSON.stringify({ name, value, unit, peer: other, ratio }))
    else
      console.log(`${name.padEnd(52)} ${String(value).padStart(10)} ${unit}${other === null ? '' : `   Chromium ${other} ${unit}, ratio ${ratio}`}`)
  }
}
