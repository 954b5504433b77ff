import { z } from 'zod'
import { accountSchema, leftBehindSchema } from './account.ts'
import { causeSchema, rootCauseSchema } from './cause.ts'
import { coverageSchema } from './coverage.ts'
import { detectionSchema } from './detection.ts'
import { elementSchema, line, listSchema, statementItemSchema } from './element.ts'
import { evidenceItemSchema } from './evidence-item.ts'
import { impactSchema } from './impact.ts'
import { indicatorSchema } from './indicator.ts'
import { momentsSchema } from './moment.ts'
import { notificationSchema } from './notification.ts'
import { defaultPhases, phaseSchema } from './phase.ts'
import { proseSchema } from './prose.ts'
import { figureGivenSchema, logLineSchema, questionSchema, verdictSchema } from './question.ts'
import { exerciseSchema, recommendationSchema } from './recommendation.ts'
import { responseSchema } from './response.ts'
import { systemSchema } from './system.ts'
import { challengeSchema, timelineEntrySchema } from './timeline.ts'
import { privilegeSchema, tlpSchema } from './vocabulary.ts'

export const incidentIdSchema = z
  .string()
  .regex(/^INC-\d{4}-\d{4,}$/, 'An incident id looks like INC-2026-0001')
  .meta({ title: 'Incident id' })

export const incidentStates = ['ongoing', 'contained', 'eradicated', 'remediated', 'closed'] as const

const classificationSchema = z
  .object({
    level: z.enum(['Confidential', 'Internal', 'Public']).default('Confidential').meta({ title: 'Classification' }),
    tlp: tlpSchema.default('TLP:AMBER+STRICT'),
    privilege: privilegeSchema.optional(),
  })
  .prefault({})

const peopleSchema = z
  .object({
    authors: z.array(z.string()).default([]).meta({ title: 'Authors' }),
    lead: line('Incident lead'),
    roles: listSchema(
      elementSchema({
        role: z.string().default('').meta({ title: 'Role' }),
        name: line('Name'),
        alias: line('Alias', 'How the report names the role'),
      }),
    ).meta({ title: 'Roles' }),
    reportDate: z.iso.date().optional().meta({ title: 'Report date' }),
    displayZone: z.string().default('UTC').meta({ title: 'Display time zone', description: 'IANA name; UTC is always shown beside it' }),
  })
  .prefault({})

const scopeSchema = z
  .object({
    examined: listSchema(statementItemSchema).meta({ title: 'Examined' }),
    notObtained: listSchema(elementSchema({ what: z.string().default('').meta({ title: 'Not obtained' }), why: line('Why') })).meta({
      title: 'Not obtained',
    }),
    limits: listSchema(statementItemSchema).meta({ title: 'Limits' }),
  })
  .prefault({})

const summarySchema = z
  .object({
    text: proseSchema.optional().meta({ title: 'Summary', description: '1 to 3 paragraphs for executives: business impact, not technical details' }),
    customerImpact: line('Customer impact'),
    howDetected: line('How it was detected'),
  })
  .prefault({})

const lessonsSchema = z
  .object({
    wentWell: listSchema(statementItemSchema).meta({ title: 'What went well' }),
    couldImprove: listSchema(statementItemSchema).meta({ title: 'What could be improved' }),
    luck: listSchema(statementItemSchema).meta({ title: 'Where we were lucky' }),
    processChanges: listSchema(statementItemSchema).meta({ title: 'Process changes' }),
    gaps: listSchema(statementItemSchema).meta({ title: 'Identified gaps' }),
    improvements: listSchema(statementItemSchema).meta({ title: 'Future improvements' }),
  })
  .prefault({})

const distributionSchema = z
  .object({
    statement: line('Classification sentence'),
    recipients: listSchema(
      elementSchema({
        recipient: z.string().default('').meta({ title: 'Name or role' }),
        delivered: z.string().optional().meta({ title: 'Delivered', description: 'UTC' }),
      }),
    ).meta({ title: 'Approved recipients' }),
  })
  .prefault({})

/** The incident record: one typed document, changed only through edits. Everything computable is left out of it. */
export const incidentSchema = z.object({
  id: incidentIdSchema,
  title: z.string().default('').meta({ title: 'Title' }),
  type: line('Type', 'Nature of the incident, for instance "Leaked cloud credentials"'),
  severity: z
    .object({ scale: line('Scale'), level: line('Level') })
    .prefault({})
    .meta({ title: 'Severity' }),
  state: z.enum(incidentStates).default('ongoing').meta({ title: 'Current status' }),
  classification: classificationSchema.meta({ title: 'Classification' }),
  people: peopleSchema.meta({ title: 'People' }),
  scope: scopeSchema.meta({ title: 'Scope, sources and limits' }),
  summary: summarySchema.meta({ title: 'Executive summary' }),
  moments: momentsSchema.meta({ title: 'Moments' }),
  phases: z
    .array(phaseSchema)
    .default(() => defaultPhases.map((phase) => ({ ...phase })))
    .meta({ title: 'Phases' }),
  timeline: listSchema(timelineEntrySchema).meta({ title: 'Timeline' }),
  challenges: listSchema(challengeSchema).meta({ title: 'Delays, gaps and challenges' }),
  causes: listSchema(causeSchema).meta({ title: 'Causes' }),
  rootCause: rootCauseSchema.meta({ title: 'Root cause analysis' }),
  impact: impactSchema.meta({ title: 'Impact' }),
  detection: detectionSchema.meta({ title: 'Detection' }),
  response: responseSchema.meta({ title: 'Response' }),
  questions: listSchema(questionSchema).meta({ title: 'Questions' }),
  recommendations: listSchema(recommendationSchema).meta({ title: 'Recommendations' }),
  lessons: lessonsSchema.meta({ title: 'Lessons learned' }),
  followUp: z
    .object({ exercises: listSchema(exerciseSchema).meta({ title: 'Exercises' }) })
    .prefault({})
    .meta({ title: 'Follow-up' }),
  notifications: listSchema(notificationSchema).meta({ title: 'Notification duties' }),
  accounts: listSchema(accountSchema).meta({ title: 'Accounts' }),
  leftBehind: listSchema(leftBehindSchema).meta({ title: 'Left behind' }),
  coverage: listSchema(coverageSchema).meta({ title: 'Log coverage' }),
  verdicts: listSchema(verdictSchema).meta({ title: 'Verdicts on findings' }),
  statements: listSchema(figureGivenSchema).meta({ title: 'Figures already given' }),
  indicators: listSchema(indicatorSchema).meta({ title: 'Indicators' }),
  systems: listSchema(systemSchema).meta({ title: 'Affected systems' }),
  evidence: z.array(evidenceItemSchema).default([]).meta({ title: 'Evidence' }),
  log: listSchema(logLineSchema).meta({ title: 'Incident log' }),
  conclusion: z
    .object({ reflection: proseSchema.optional().meta({ title: 'Reflection' }), commitment: line('Commitment') })
    .prefault({})
    .meta({ title: 'Conclusion' }),
  history: listSchema(
    elementSchema({
      version: z.string().default('').meta({ title: 'Version' }),
      at: z.string().optional().meta({ title: 'Date' }),
      author: line('Author'),
      changes: line('Changes'),
      edit: z.number().int().optional(),
    }),
  ).meta({ title: 'Document history' }),
  distribution: distributionSchema.meta({ title: 'Distribution' }),
})
export type Incident = z.infer<typeof incidentSchema>

/** A record with nothing in it yet. */
export function emptyIncident(id: string): Incident {
  return incidentSchema.parse({ id })
}
