import { z } from 'zod'
import { citationSchema } from './citation.ts'
import { intervalSchema } from './interval.ts'
import { basisSchema, confidenceSchema, reviewSchema } from './vocabulary.ts'

/** The moments of an incident, in the order they usually come. */
export const momentNames = [
  'firstActivity',
  'compromise',
  'firstLateralMovement',
  'firstExfiltration',
  'lastExfiltration',
  'impactStart',
  'alertRaised',
  'detected',
  'acknowledged',
  'declared',
  'notified',
  'contained',
  'eradicated',
  'recovered',
  'resolved',
  'closed',
] as const
export type MomentName = (typeof momentNames)[number]

/** What a moment means and whether only people can set it: decisions and knowledge are never taken from a log. */
export const momentMeanings: Record<MomentName, { title: string; description: string; onlyPeople: boolean }> = {
  firstActivity: {
    title: 'First malicious activity',
    description: 'The earliest act of the attacker that is known; a bound, never proof of the first',
    onlyPeople: false,
  },
  compromise: { title: 'Compromise', description: 'First confidentiality, integrity or availability affected', onlyPeople: false },
  firstLateralMovement: { title: 'First lateral movement', description: 'First use of another identity or system', onlyPeople: false },
  firstExfiltration: { title: 'First exfiltration', description: 'First data known to have left', onlyPeople: false },
  lastExfiltration: { title: 'Last exfiltration', description: 'Last data known to have left', onlyPeople: false },
  impactStart: { title: 'Impact began', description: 'When the business first felt it', onlyPeople: false },
  alertRaised: { title: 'Alert raised', description: 'First alert of a control about this incident', onlyPeople: false },
  detected: { title: 'Detected', description: 'When the organisation became aware', onlyPeople: true },
  acknowledged: { title: 'Acknowledged', description: 'When somebody took up the alert', onlyPeople: true },
  declared: { title: 'Declared', description: 'When it was declared an incident', onlyPeople: true },
  notified: { title: 'Notified', description: 'First notification to someone outside', onlyPeople: true },
  contained: { title: 'Contained', description: 'When the attacker could act no more', onlyPeople: true },
  eradicated: { title: 'Eradicated', description: 'When what the attacker left was gone', onlyPeople: true },
  recovered: { title: 'Recovered', description: 'When the service was back to its level before', onlyPeople: true },
  resolved: { title: 'Resolved', description: 'When the incident was over', onlyPeople: true },
  closed: { title: 'Closed', description: 'When the file was closed', onlyPeople: true },
}

/** One moment: when, how that is known, and by what evidence. `candidates` are proposals for moments that only people can set. */
export const momentSchema = z.object({
  at: intervalSchema.optional().meta({ title: 'When' }),
  basis: basisSchema.optional(),
  confidence: confidenceSchema.optional(),
  review: reviewSchema.optional(),
  by: z
    .enum(['inside', 'outside', 'attacker'])
    .optional()
    .meta({ title: 'Found from', description: 'For detection: from inside, by an outsider, or announced by the attacker' }),
  note: z.string().optional().meta({ title: 'Note' }),
  citations: z.array(citationSchema).default([]).meta({ title: 'Evidence' }),
  candidates: z
    .array(z.object({ id: z.string(), at: intervalSchema, reason: z.string(), citations: z.array(citationSchema).default([]) }))
    .default([])
    .meta({ title: 'Candidates', description: 'Proposed by the machine with their proof; a person decides' }),
})
export type Moment = z.infer<typeof momentSchema>

export const momentsSchema = z.partialRecord(z.enum(momentNames), momentSchema).default({})
export type Moments = z.infer<typeof momentsSchema>
