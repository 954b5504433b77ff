import { type ComponentType, createContext, use } from 'react'
import type { Change } from '../../model/edit.ts'
import type { Facts } from '../../model/facts.ts'
import type { Incident } from '../../model/incident.ts'
import type { CommitOptions } from '../workspace/editor.tsx'
import type { Field } from './describe.ts'

/** What the fields of a form work on: the open incident, or an item that is not in it yet. */
export interface FormAccess {
  readonly document: Incident
  /** Everything computed from it. */
  readonly facts: Facts
  /** Returns why the changes cannot be made, or undefined. */
  commit(changes: readonly Change[], options?: CommitOptions): string | undefined
  markDirty(path: string, dirty: boolean): void
  /** Shows any field: widgets that hold fields reach the others through it. */
  readonly Field: ComponentType<WidgetProps>
}

export const FormContext = createContext<FormAccess | undefined>(undefined)

export function useForm(): FormAccess {
  const form = use(FormContext)
  if (form === undefined) throw new Error('useForm() outside of a form')
  return form
}

/** What every widget gets: its description, where its value stands, and the value. */
export interface WidgetProps<F extends Field = Field> {
  readonly field: F
  readonly path: string
  readonly value: unknown
}

export type FieldOf<K extends Field['kind']> = Extract<Field, { kind: K }>

/** A field inside a widget. */
export function FieldSlot(props: WidgetProps) {
  const { Field } = useForm()
  return <Field {...props} />
}
