import { incidentSchema } from '../../model/incident.ts'
import { describeObject, type Field } from '../forms/describe.ts'

/** A page of the editor: one or more top-level fields of the record, grouped as the report groups them. */
export interface EditSection {
  readonly id: string
  readonly title: string
  readonly fields: readonly Field[]
}

const plan: readonly (readonly [id: string, title: string, keys: readonly string[]])[] = [
  ['overview', 'Overview', ['title', 'type', 'severity', 'state', 'classification', 'people']],
  ['summary', 'Executive summary', ['summary']],
  ['scope', 'Scope and coverage', ['scope', 'coverage']],
  ['moments', 'Key moments', ['moments']],
  ['timeline', 'Timeline', ['timeline', 'challenges', 'phases']],
  ['cause', 'Root cause', ['causes', 'rootCause']],
  ['impact', 'Impact', ['impact']],
  ['detection', 'Detection', ['detection']],
  ['response', 'Response', ['response']],
  ['recommendations', 'Recommendations', ['recommendations', 'followUp']],
  ['lessons', 'Lessons learned', ['lessons', 'questions', 'conclusion']],
  ['indicators', 'Indicators and systems', ['indicators', 'systems', 'accounts', 'leftBehind']],
  ['evidence', 'Evidence and log', ['evidence', 'log', 'verdicts']],
  ['compliance', 'Notification duties', ['notifications', 'statements']],
  ['document', 'Document', ['history', 'distribution']],
]

/**
 * The pages of the editor. A field of the record that no page names stands on the last one, so that a new field of the schema can be
 * filled in without a change here. The id of an incident is given once and has no form.
 */
export const editSections: readonly EditSection[] = makeSections()

function makeSections(): readonly EditSection[] {
  const fields = new Map(describeObject(incidentSchema).map((field) => [field.key, field]))
  fields.delete('id')
  const take = (key: string): Field[] => {
    const field = fields.get(key)
    fields.delete(key)
    return field === undefined ? [] : [field]
  }
  const sections = plan.map(([id, title, keys]) => ({ id, title, fields: keys.flatMap(take) }))
  return sections.map((section, index) => (index === sections.length - 1 ? { ...section, fields: [...section.fields, ...fields.values()] } : section))
}

/** The page on which a path of the record is edited. */
export function sectionOf(path: string): EditSection | undefined {
  const key = path.split('/')[1]
  return editSections.find((section) => section.fields.some((field) => field.key === key))
}
