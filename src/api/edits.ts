import { z } from 'zod'
import { changeSchema } from '../model/edit.ts'
import { apiErrorSchema } from './error.ts'

const personSchema = z.string().trim().min(1).max(200).meta({ description: 'Name of the person at work' })

/**
 * POST /api/incidents/:id/edits. `base` is the version the person saw. Edits made meanwhile elsewhere merge; where both changed the same
 * field the answer is 409 with the paths in conflict, and nothing is saved.
 */
export const applyEditsSchema = z.object({
  base: z.number().int().min(0),
  changes: z.array(changeSchema).min(1).max(5_000),
  author: personSchema,
  note: z.string().trim().max(2_000).optional(),
})
export type ApplyEdits = z.infer<typeof applyEditsSchema>

/** POST /api/incidents/:id/undo: takes back one edit by a new one. 409 where what it set has been changed since. */
export const undoSchema = z.object({ version: z.number().int().min(1), author: personSchema })
export type Undo = z.infer<typeof undoSchema>

/** Where the record stands after an edit. */
export const editedSchema = z.object({ version: z.number().int().min(0), head: z.string() }).meta({ id: 'Edited' })
export type Edited = z.infer<typeof editedSchema>

/** 409: the same field was changed by someone else since `base`. */
export const conflictSchema = apiErrorSchema
  .extend({
    code: z.literal('conflict'),
    conflicts: z.array(z.string()).meta({ description: 'Paths both sides changed' }),
    version: z.number().int().meta({ description: 'Version the record has now' }),
  })
  .meta({ id: 'Conflict' })
export type Conflict = z.infer<typeof conflictSchema>
