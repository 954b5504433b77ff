import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import { defaultOutline, type OutlineName, outlineNames } from '../../model/outline-name.ts'

interface OutlineChoice {
  readonly outline: OutlineName
  choose(outline: OutlineName): void
}

const key = 'hindcast-outline'
const OutlineContext = createContext<OutlineChoice>({ outline: defaultOutline, choose: () => undefined })

/** The outline that the report is shown in and leaves in; remembered on this device. */
export function useOutline(): OutlineChoice {
  return use(OutlineContext)
}

export function OutlineProvider({ children }: { children: ReactNode }) {
  const [outline, setOutline] = useState(readChoice)
  const choice = useMemo<OutlineChoice>(
    () => ({
      outline,
      choose(chosen) {
        setOutline(chosen)
        if (chosen === defaultOutline) localStorage.removeItem(key)
        else localStorage.setItem(key, chosen)
      },
    }),
    [outline],
  )
  return <OutlineContext value={choice}>{children}</OutlineContext>
}

function readChoice(): OutlineName {
  const kept = localStorage.getItem(key)
  return outlineNames.find((name) => name === kept) ?? defaultOutline
}
