// `npm run samples`: drafts the demonstrations that come with Hindcast and writes docs/samples: their reports, pictures of the pages, and an index.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { draftSample } from './samples/draft-sample.ts'
import { indexPage, type SampleReport } from './samples/index-page.ts'
import { checkSize, plans, sampleOf } from './samples/sample-files.ts'

const folder = fileURLToPath(new URL('../docs/samples', import.meta.url))
const mostBytes = 3_000_000

const files = new Map<string, Uint8Array>()
const reports: SampleReport[] = []
for (const plan of plans) {
  const sample = await sampleOf(plan, await draftSample(plan.scenario))
  for (const [path, bytes] of sample.files) files.set(`${plan.scenario}/${path}`, bytes)
  reports.push(sample.report)
  console.log(`${plan.scenario}: ${sample.files.size} files`)
}
files.set('README.md', new TextEncoder().encode(indexPage(reports)))
const total = checkSize(files, mostBytes)
rmSync(folder, { recursive: true, force: true })
for (const [path, bytes] of files) {
  const target = join(folder, path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, bytes)
}
process.stdout.write(`${files.size} files, ${total} bytes in docs/samples\n`)
