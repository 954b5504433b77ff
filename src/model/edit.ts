import { z } from 'zod'

/** Where in the record: keys of objects, and ids of list items (never positions): `/timeline/entry-1a2b/text`. */
export const pathSchema = z.string().regex(/^(?:\/[^/]{1,200}){1,12}$/, 'A path looks like /timeline/<id>/text')

const jsonSchema = z.json()

/**
 * One change of the record. `add` puts an item into a list (before another item, else at the end); `set` gives a field its value (null clears it);
 * `remove` takes an item out; `move` puts it before another (or at the end).
 */
export const changeSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add'), path: pathSchema, value: z.record(z.string(), jsonSchema), before: z.string().optional() }),
  z.object({ op: z.literal('set'), path: pathSchema, value: jsonSchema }),
  z.object({ op: z.literal('remove'), path: pathSchema }),
  z.object({ op: z.literal('move'), path: pathSchema, before: z.string().optional() }),
])
export type Change = z.infer<typeof changeSchema>

export const authorSchema = z.object({
  name: z.string().min(1),
  kind: z.enum(['person', 'draft', 'file']).meta({ description: 'A person at work, the drafting machine, or a file a person wrote (incident.yaml)' }),
})
export type Author = z.infer<typeof authorSchema>

/** One edit: changes made together, chained by hash to the one before. */
export const editSchema = z.object({
  version: z.number().int().min(1).meta({ description: 'Version of the record after this edit; counted from 1' }),
  incident: z.string(),
  author: authorSchema,
  at: z.iso.datetime({ offset: false }).meta({ description: 'UTC' }),
  base: z.number().int().min(0).meta({ description: 'Version the author saw' }),
  changes: z.array(changeSchema).min(1),
  note: z.string().optional(),
  undoes: z.number().int().optional().meta({ description: 'Version of the edit this one takes back' }),
  previous: z.string().meta({ description: 'Hash of the edit before; 64 zeros for the first' }),
  hash: z.string().meta({ description: 'SHA-256 of the RFC 8785 form of this edit without `hash`' }),
})
export type Edit = z.infer<typeof editSchema>

/** An edit before it is chained. */
export type EditDraft = Omit<Edit, 'version' | 'previous' | 'hash'>

export const noHash = '0'.repeat(64)
