import { join } from 'node:path'
import type { DemonstrationRequest } from './demonstration.ts'

/** The demonstrations that lie in the repository, each in the folder of its scenario: one of full size, two smaller ones. */
export const storedDemonstrations: readonly DemonstrationRequest[] = [
  { scenario: 'leaked-key', seed: 201, events: 200_000, out: join(import.meta.dirname, '../leaked-key') },
  { scenario: 'web-shell', seed: 7, events: 40_000, out: join(import.meta.dirname, '../web-shell') },
  { scenario: 'stolen-laptop', seed: 4, events: 40_000, out: join(import.meta.dirname, '../stolen-laptop') },
]
