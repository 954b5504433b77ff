import { z } from 'zod'
import { elementSchema, line } from './element.ts'

/** An account and how it was used. An account is not a person. */
export const accountSchema = elementSchema({
  name: z.string().default('').meta({ title: 'Account' }),
  kind: z.enum(['user', 'role', 'service', 'administrator', 'root', 'unknown']).default('unknown').meta({ title: 'Kind' }),
  use: line('How it was used'),
  credentials: z.array(z.string()).default([]).meta({ title: 'Credentials' }),
  addresses: z.array(z.string()).default([]).meta({ title: 'Addresses' }),
  firstSeen: z.string().optional().meta({ title: 'First malicious use', description: 'UTC' }),
  lastSeen: z.string().optional().meta({ title: 'Last malicious use', description: 'UTC' }),
})
export type Account = z.infer<typeof accountSchema>

/** What the attacker created or changed, and whether it was undone. */
export const leftBehindSchema = elementSchema({
  what: z.string().default('').meta({ title: 'Kind of thing' }),
  name: z.string().default('').meta({ title: 'Name' }),
  at: z.string().optional().meta({ title: 'Made at', description: 'UTC' }),
  undone: z.enum(['yes', 'no', 'unknown']).default('unknown').meta({ title: 'Undone' }),
  undoneAt: z.string().optional().meta({ title: 'Undone at', description: 'UTC' }),
  undoneBy: line('Undone by'),
})
export type LeftBehind = z.infer<typeof leftBehindSchema>
