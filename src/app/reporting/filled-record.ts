import { z } from 'zod'
import { type Incident, incidentSchema } from '../../model/incident.ts'
import { proseOf } from '../../model/prose.ts'

/*
 * A record in which every field of the schema is filled, made from the schema itself: a field that is added to the model is filled here too. Each text
 * is unique and says where it stands, so that it can be looked for in a report.
 */

/** A field that was filled: its path without ids, and what a report has to show of it. */
export interface FilledField {
  readonly path: string
  readonly shown: string
}

export interface FilledRecord {
  readonly document: Incident
  readonly fields: readonly FilledField[]
}

const evidenceHash = 'ab'.repeat(32)

/** References and values that have to fit the rest of the record. */
const given: Readonly<Record<string, unknown>> = {
  '/id': 'INC-2026-0042',
  '/people/displayZone': 'UTC',
  '/timeline/*/phase': 'phase-1',
  '/timeline/*/techniques/*': 'T1078.004',
  '/timeline/*/tactics/*': 'TA0001',
  '/timeline/*/kind': 'attacker',
  '/rootCause/notPrevented/controls/*/causes/*': 'causes-1',
  '/recommendations/*/causes': ['causes-1', 'causes-2'],
  '/coverage/*/evidence/*': evidenceHash,
  '/evidence/*/reading/assumed': undefined,
  '/phases': [
    { id: 'phase-1', title: 'Way in', tactics: ['TA0001'] },
    { id: 'phase-2', title: 'Way out', tactics: ['TA0010'], emptyReason: 'Ruled out by the flow logs' },
  ],
  '/detection/opportunities/*/phase': 'phase-1',
  '/rootCause/initialAccess/factors/*': 'causes-2',
  '/coverage/*/silences/*/from': '2026-03-04T01:00:00Z',
  '/coverage/*/silences/*/to': '2026-03-04T02:00:00Z',
  '/evidence/*/sha256': evidenceHash,
  '/evidence/*/reading/zone': 'Europe/Madrid',
  '/evidence/*/reading/year': 2026,
  '/notifications/*/duty': 'eu-gdpr-33',
  '/notifications/*/decision': 'applies',
  '/notifications/*/triggers': { awareness: '2026-03-05T08:00:00Z' },
  '/notifications/*/stages/*/id': 'authority',
  '/notifications/*/stages/*/submitted': '2026-03-06T08:00:00Z',
  '/statements/*/fact': 'recordsAffected',
  '/impact/financial/costs/*/currency': 'EUR',
  '/impact/personalData': 'yes',
}

/** Values of a list of choices that mean "nobody has said". */
const unsaid = new Set(['unknown', 'undetermined', 'open', 'unclear', 'proposed', 'rejected', 'other'])

/** Lists with more than one item, so that both kinds of cause and every phase have one. */
const several: Readonly<Record<string, number>> = { '/causes': 2 }

/** Makes the record; the same one every time. */
export function filledRecord(): FilledRecord {
  const fields: FilledField[] = []
  const value = objectOf(incidentSchema, '', { fields, count: 0 })
  return { document: incidentSchema.parse(value), fields }
}

interface Making {
  readonly fields: FilledField[]
  count: number
}

function objectOf(schema: z.ZodObject, path: string, making: Making): Record<string, unknown> {
  if ('earliest' in schema.shape) return interval(path, making)
  return Object.fromEntries(
    Object.entries(schema.shape).flatMap(([key, inner]) => {
      const made = valueOf(inner, `${path}/${key}`, making)
      return made === undefined ? [] : [[key, made]]
    }),
  )
}

function valueOf(wrapped: z.core.$ZodType, path: string, making: Making): unknown {
  const { schema, description, id } = unwrap(wrapped)
  if (Object.hasOwn(given, path)) return given[path]
  if (path.endsWith('/review') || path.endsWith('/tier')) return undefined
  if (id === 'Prose') return proseOf(token(path, making))
  if (schema instanceof z.ZodObject) return objectOf(schema, path, making)
  if (schema instanceof z.ZodArray) return listOf(schema, path, making)
  if (schema instanceof z.ZodRecord) return recordOf(schema, path, making)
  if (schema instanceof z.ZodEnum) return schema.options.find((option) => !unsaid.has(String(option))) ?? schema.options[0]
  if (schema instanceof z.ZodBoolean) return true
  if (schema instanceof z.ZodNumber) return number(path, making)
  if (schema instanceof z.ZodISODate) return shown(path, day(making), making)
  if (schema instanceof z.ZodISODateTime || /\bUTC\b/.test(description)) return instant(path, making)
  return text(path, making)
}

function listOf(schema: z.ZodArray, path: string, making: Making): unknown[] {
  const { schema: item } = unwrap(schema.def.element)
  if (path.endsWith('/citations'))
    return [{ kind: 'event', event: 'abab:1', evidence: evidenceHash, record: 7, spans: [{ offset: 0, length: 9 }], sha256: 'cd'.repeat(32) }]
  if (item instanceof z.ZodEnum) return [...item.options]
  return Array.from({ length: several[path] ?? 1 }, (_, index) => {
    const made = valueOf(schema.def.element, `${path}/*`, making)
    if (typeof made !== 'object' || made === null) return made
    const name = path.slice(path.lastIndexOf('/') + 1)
    const kind = path === '/causes' ? { kind: ['technical cause', 'contributing factor'][index] } : {}
    return 'id' in made && !Object.hasOwn(given, `${path}/*/id`) ? { ...made, ...kind, id: `${name}-${index + 1}` } : made
  })
}

function recordOf(schema: z.ZodRecord, path: string, making: Making): Record<string, unknown> {
  const { keyType, valueType } = schema.def
  const keys = keyType instanceof z.ZodEnum ? keyType.options.map(String) : ['name']
  return Object.fromEntries(keys.map((key) => [key, valueOf(valueType, `${path}/${key}`, making)]))
}

/** A minute of its own, told to the minute. */
function interval(path: string, making: Making): Record<string, unknown> {
  const at = clock(making)
  making.fields.push({ path, shown: at.slice(11, 16) })
  return { earliest: `${at}:00Z`, latest: `${at}:59.999999999Z`, precision: 'minute', zone: 'Z' }
}

function instant(path: string, making: Making): string {
  const at = clock(making)
  return shown(path, `${at}:00Z`, making, at.slice(11, 16))
}

function day(making: Making): string {
  making.count += 1
  return `2027-${String(1 + (Math.floor(making.count / 28) % 12)).padStart(2, '0')}-${String(1 + (making.count % 28)).padStart(2, '0')}`
}

function clock(making: Making): string {
  making.count += 1
  const minute = making.count % 60
  const hour = Math.floor(making.count / 60) % 24
  return `2026-03-05T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function number(path: string, making: Making): number {
  making.count += 1
  const value = 100 + making.count
  making.fields.push({ path, shown: String(value) })
  return value
}

function text(path: string, making: Making): string {
  return path.endsWith('/id') || path.endsWith('/finding') ? `id${++making.count}` : token(path, making)
}

function token(path: string, making: Making): string {
  making.count += 1
  return shown(path, `w${making.count}${path.replace(/[^a-zA-Z]+/g, '')}`, making)
}

function shown(path: string, value: string, making: Making, part = value): string {
  making.fields.push({ path, shown: part })
  return value
}

function unwrap(schema: z.core.$ZodType): { schema: z.core.$ZodType; description: string; id: string | undefined } {
  let current = schema
  let description = ''
  let id: string | undefined
  for (;;) {
    const meta = z.globalRegistry.get(current)
    description = `${description} ${meta?.description ?? ''}`
    id ??= meta?.id
    if (!(current instanceof z.ZodOptional || current instanceof z.ZodDefault || current instanceof z.ZodPrefault))
      return { schema: current, description, id }
    current = current.def.innerType
  }
}
