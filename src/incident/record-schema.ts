import type { z } from 'zod'
import { incidentSchema } from '../model/incident.ts'
import { stepSchema } from '../model/schema-walk.ts'

export { titleOf, unwrapSchema } from '../model/schema-walk.ts'

/** The schema of a field or item of the incident record. */
export function schemaAt(segments: readonly string[]): z.core.$ZodType | undefined {
  let current: z.core.$ZodType | undefined = incidentSchema
  for (const segment of segments) {
    if (current === undefined) return undefined
    current = stepSchema(current, segment)
  }
  return current
}
