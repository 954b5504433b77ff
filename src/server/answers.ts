import { z } from 'zod'
import { apiErrorSchema } from '../api/error.ts'

/** The body of an answer that has none. */
export const noContent = z.undefined()

/** The answers of a route: one when it is done, and errors in the one shape all routes share. */
export function answers<Code extends number, Body extends z.ZodType>(code: Code, body: Body): Record<Code, Body> & { '4xx': typeof apiErrorSchema } {
  return { [code]: body, '4xx': apiErrorSchema }
}
