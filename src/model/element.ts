import { z } from 'zod'
import { citationSchema } from './citation.ts'
import { privilegeSchema, reviewSchema, tlpSchema } from './vocabulary.ts'

/** What every list item of the record carries beside its own fields. An item without `tlp` or `privilege` inherits the record's. */
export const elementShape = {
  id: z.string().min(1).max(200).meta({ description: 'Stable id, unique in its list' }),
  review: reviewSchema.optional().meta({ description: 'Absent on what a person wrote' }),
  finding: z.string().optional().meta({ description: 'The finding this was drafted from', readOnly: true }),
  tlp: tlpSchema.optional(),
  privilege: privilegeSchema.optional(),
  citations: z.array(citationSchema).default([]).meta({ title: 'Evidence' }),
}

/** A list of the record: absent reads as empty. */
export function listSchema<T extends z.ZodType>(item: T) {
  return z.array(item).default([])
}

/** A noun of the record that stands in a list. */
export function elementSchema<T extends z.ZodRawShape>(shape: T) {
  return z.object({ ...elementShape, ...shape })
}

/** An item that is one statement and its evidence. */
export const statementItemSchema = elementSchema({
  text: z.string().default('').meta({ title: 'Text' }),
})
export type StatementItem = z.infer<typeof statementItemSchema>

/** A short text people read, kept on one line in forms. */
export function line(title: string, description?: string) {
  return z
    .string()
    .optional()
    .meta(description === undefined ? { title } : { title, description })
}
