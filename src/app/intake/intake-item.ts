import { createHash } from 'node:crypto'
import { z } from 'zod'
import { formats } from '../../evidence/formats/index.ts'
import type { Rule } from '../../findings/sigma/rule.ts'
import type { HarvestTask } from '../drafting/harvest-file.ts'
import { programVersion } from '../version.ts'

/** An evidence item to be read: where its bytes lie, and how to read them. */
export interface IntakeItem extends HarvestTask {
  readonly sha256: string
  /** Bytes as it is kept (compressed where it is compressed). */
  readonly size: number
  /** SHA-256 of the container it lay in. */
  readonly parent?: string
  /** True where what it holds are items of their own: there is nothing to be read besides them. */
  readonly isContainer?: boolean
}

/** Raised when what is kept of an item has another shape. */
const harvestShape = 2

/** Everything a reading depends on besides the bytes, as one text: another text means that the item is to be read again. */
export function createSettings(rules: readonly Rule[]): (item: IntakeItem) => string {
  const detecting = createHash('sha256')
  for (const { text } of rules) detecting.update(createHash('sha256').update(text).digest())
  const versions = createHash('sha256').update(JSON.stringify(formats.map(({ name, version }) => [name, version])))
  const shared = {
    program: programVersion,
    shape: harvestShape,
    formats: versions.digest('hex').slice(0, 16),
    rules: detecting.digest('hex').slice(0, 16),
  }
  return ({ path, zone, year, yearFrom, format, modifiedMs }) => JSON.stringify({ ...shared, path, zone, year, yearFrom, format, modifiedMs })
}

const settingsSchema = z.object({
  path: z.string(),
  zone: z.string().optional(),
  year: z.number().optional(),
  yearFrom: z.enum(['given', 'neighbour', 'modified']).optional(),
  format: z.string().optional(),
  modifiedMs: z.number().optional(),
})

/** How an item was read, as these settings say; undefined where another version of the program wrote it in another shape. */
export function readSettings(settings: string): HarvestTask | undefined {
  const read = settingsSchema.safeParse(JSON.parse(settings))
  if (!read.success) return undefined
  const { path, zone, year, yearFrom, format, modifiedMs } = read.data
  return {
    path,
    ...(zone === undefined ? {} : { zone }),
    ...(year === undefined ? {} : { year }),
    ...(yearFrom === undefined ? {} : { yearFrom }),
    ...(format === undefined ? {} : { format }),
    ...(modifiedMs === undefined ? {} : { modifiedMs }),
  }
}
