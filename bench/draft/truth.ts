import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { AppError, messageOf } from '../../src/base/error.ts'

const attackSchema = z.looseObject({
  /** Path under `evidence/`. */
  evidence: z.string(),
  /** The source's own id, or `line:123` (1-based, in the decompressed file). */
  record: z.union([z.string(), z.number().transform((line) => `line:${line}`)]),
  time: z.string().optional(),
  phase: z.string().optional(),
})

/** What is known of an incident, from `truth.json`. Further keys are no harm. */
export const truthSchema = z.looseObject({
  scenario: z.string().optional(),
  /** How the evidence has to be read where it lacks zone or year. */
  reading: z.looseObject({ tz: z.array(z.string()).optional(), year: z.number().int().optional() }).optional(),
  attack: z.array(attackSchema).min(1),
  phases: z.array(z.looseObject({ phase: z.string(), first: z.string().optional() })).default([]),
  path: z.array(z.looseObject({ from: z.string(), to: z.string() })).default([]),
  indicators: z.array(z.looseObject({ type: z.string(), value: z.string() })).default([]),
  moments: z.record(z.string(), z.string().nullish()).default({}),
})
export type Truth = z.infer<typeof truthSchema>

/** Reads a truth.json. Throws AppError with the place of the first mistakes. */
export async function readTruth(path: string): Promise<Truth> {
  const parsed = truthSchema.safeParse(await readJson(path))
  if (parsed.success) return { ...parsed.data, scenario: parsed.data.scenario ?? basename(dirname(path)) }
  const lines = parsed.error.issues.slice(0, 5).map((issue) => `${path}: ${issue.path.join('/') || 'the whole file'}: ${issue.message}`)
  throw new AppError('truth', lines.join('\n'))
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new AppError('truth', `Cannot read "${path}": ${messageOf(error)}`, { cause: error })
  }
}
