import { useDeferredValue, useMemo } from 'react'
import { openQuestionsOf } from '../../report/compose.ts'
import type { OpenQuestion } from '../../report/sections/to-complete/open-questions.ts'
import { useForm } from '../forms/form-access.tsx'

/** What nobody has said yet of the open incident, as its report lists it; a moment behind the typing. */
export function useOpenQuestions(): readonly OpenQuestion[] {
  const { document, facts } = useForm()
  const settled = useDeferredValue(document)
  return useMemo(() => openQuestionsOf(settled, facts), [settled, facts])
}
