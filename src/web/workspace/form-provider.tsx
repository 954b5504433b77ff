import { type ReactNode, useDeferredValue, useMemo } from 'react'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import { FieldView } from '../forms/field-view.tsx'
import { type FormAccess, FormContext } from '../forms/form-access.tsx'
import { useEditor } from './editor.tsx'

/** Gives forms the open incident to work on. What is computed from it follows a moment behind the typing. */
export function FormProvider({ children }: { children: ReactNode }) {
  const { view, commit, markDirty } = useEditor()
  const settled = useDeferredValue(view.document)
  const facts = useMemo(() => computeFacts(settled), [settled])
  const access = useMemo<FormAccess>(
    () => ({ document: view.document, facts, commit, markDirty, Field: FieldView }),
    [view.document, facts, commit, markDirty],
  )
  return <FormContext value={access}>{children}</FormContext>
}
