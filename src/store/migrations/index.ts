import { records } from './001-records.ts'
import { custody } from './002-custody.ts'
import { segments } from './003-segments.ts'
import { clocks } from './004-clocks.ts'
import { custodyHead } from './005-custody-head.ts'
import type { Migration } from './migration.ts'

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [records, custody, segments, clocks, custodyHead]
