import type { RouteSet } from '../route.ts'
import { custody } from './custody.ts'
import { clocks } from './clocks.ts'
import { downloads } from './downloads.ts'
import { drafts } from './drafts.ts'
import { edits } from './edits.ts'
import { evidence } from './evidence.ts'
import { formats } from './formats.ts'
import { health } from './health.ts'
import { incidents } from './incidents.ts'
import { reading } from './reading.ts'
import { search } from './search.ts'

export const routeSets: readonly RouteSet[] = [health, incidents, evidence, custody, drafts, edits, downloads, reading, clocks, search, formats]
