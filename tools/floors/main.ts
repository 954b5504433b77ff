import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { showBreach } from './breach.ts'
import { checkFloors } from './floors.ts'

const { breaches, warnings, files } = checkFloors(fileURLToPath(new URL('../..', import.meta.url)))
if (process.argv.includes('--notes')) for (const warning of warnings) console.log(`note: ${showBreach(warning)}`)
for (const breach of breaches) console.error(showBreach(breach))
console.log(`${files} files, ${breaches.length} broken floors, ${warnings.length} long functions (--notes lists them)`)
process.exitCode = breaches.length === 0 ? 0 : 1
