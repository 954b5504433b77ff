// One measurement in a process of its own: `child.ts SIZE FORM` prints { ms, megabytes, bytes } of composing and rendering one form of a large record.
import { writeFileSync } from 'node:fs'
import process from 'node:process'
import { renderReport } from '../../src/app/reporting/render-report.ts'
import { computeFacts } from '../../src/incident/facts/compute-facts.ts'
import { largeRecord } from './record.ts'
import { printInChromium } from './chromium.ts'

const [size = '200', form = 'pdf', keep] = process.argv.slice(2)
const count = Number(size)
const document = largeRecord({ entries: count, indicators: Math.ceil(count / 10), evidence: Math.ceil(count / 100) })
const source = { document, facts: computeFacts(document), version: 4, head: 'ab'.repeat(32) }

const begun = performance.now()
const isPeer = form === 'chromium'
const [file] = await renderReport(source, { formats: [isPeer ? 'html' : form] })
const html = new TextDecoder().decode(file?.bytes)
const printed = isPeer ? await printInChromium(html) : undefined
const ms = performance.now() - begun
const bytes = printed?.pdf ?? file?.bytes ?? new Uint8Array()
if (keep !== undefined) writeFileSync(keep, bytes)
const megabytes = process.resourceUsage().maxRSS / 1024 + (printed?.megabytes ?? 0)
console.log(JSON.stringify({ ms, megabytes, bytes: bytes.length }))
