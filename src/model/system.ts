import { z } from 'zod'
import { elementSchema, line } from './element.ts'

/** An affected system; first and last malicious activity are computed from the timeline. */
export const systemSchema = elementSchema({
  name: z.string().default('').meta({ title: 'System' }),
  role: line('Role'),
  impact: line('Impact'),
  accounts: z.array(z.string()).default([]).meta({ title: 'Accounts', from: 'accounts' }),
})
export type System = z.infer<typeof systemSchema>
