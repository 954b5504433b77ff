import { z } from 'zod'

/** Traffic Light Protocol 2.0 (FIRST, August 2022), most restricted first. */
export const tlpLevels = ['TLP:RED', 'TLP:AMBER+STRICT', 'TLP:AMBER', 'TLP:GREEN', 'TLP:CLEAR'] as const
export const tlpSchema = z.enum(tlpLevels).meta({ title: 'TLP', description: 'Traffic Light Protocol 2.0' })
export type Tlp = z.infer<typeof tlpSchema>

export const privilegeSchema = z.string().meta({
  title: 'Privilege label',
  description: 'For instance "Privileged and confidential: prepared at the request of counsel". Never set automatically',
})

/** How a statement is known: seen in evidence, concluded from it, or told by someone. */
export const bases = ['observed', 'inferred', 'reported'] as const
export const basisSchema = z.enum(bases).meta({ title: 'Basis', description: 'Observed in evidence, inferred from it, or reported by someone' })
export type Basis = z.infer<typeof basisSchema>

/** Analytic confidence (ICD 203). */
export const confidenceSchema = z.enum(['low', 'moderate', 'high']).meta({ title: 'Confidence' })
export type Confidence = z.infer<typeof confidenceSchema>

export const reviewStates = ['proposed', 'accepted', 'rejected'] as const
export const reviewSchema = z
  .enum(reviewStates)
  .meta({ title: 'Review', description: 'Proposed by the machine until a person accepts or rejects it' })
export type Review = z.infer<typeof reviewSchema>

export const workStatuses = ['not started', 'in progress', 'blocked', 'done', 'verified', 'dropped'] as const
export const workStatusSchema = z.enum(workStatuses).meta({ title: 'Status' })

export const priorities = ['critical', 'high', 'medium', 'low'] as const
export const prioritySchema = z
  .enum(priorities)
  .meta({ title: 'Priority', description: 'Critical: 24 to 48 hours; high: 1 to 2 weeks; medium: 1 to 3 months; low: 3 to 6 months' })
export type Priority = z.infer<typeof prioritySchema>

export const sensitivitySchema = z.enum(['high', 'medium', 'low', 'unknown']).meta({ title: 'Sensitivity' })
export const triStateSchema = z.enum(['yes', 'no', 'unknown'])
