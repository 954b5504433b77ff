import attack from '../../model/attack/attack.json' with { type: 'json' }
import { tactics } from '../../model/attack/attack.ts'
import type { Incident } from '../../model/incident.ts'
import type { Field } from './describe.ts'

export interface Suggestion {
  readonly value: string
  readonly label: string
}

const techniques: readonly Suggestion[] = Object.entries(attack.techniques).map(([id, { name }]) => ({ value: id, label: name }))

/** Values that a field usually takes, from the list of the record its schema names (`from`). */
export function suggestionsFor(field: Field, document: Incident): readonly Suggestion[] {
  switch (field.from) {
    case 'causes':
      return document.causes.map(({ id, statement }) => ({ value: id, label: statement === '' ? id : statement }))
    case 'phases':
      return document.phases.map(({ id, title }) => ({ value: id, label: title }))
    case 'systems':
      return named(document.systems.map(({ name }) => name))
    case 'accounts':
      return named(document.accounts.map(({ name }) => name))
    case 'indicators':
      return named(document.indicators.map(({ value }) => value))
    case 'techniques':
      return techniques
    case 'tactics':
      return tactics.map(({ id, name }) => ({ value: id, label: name }))
    default:
      return []
  }
}

function named(values: readonly string[]): readonly Suggestion[] {
  return [...new Set(values)].filter((value) => value !== '').map((value) => ({ value, label: value }))
}
