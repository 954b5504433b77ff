import type { ReactNode } from 'react'

/** Something that is rarely needed, behind its title until that is pressed. */
export function Fold({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className="rounded-lg border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium">{title}</summary>
      <div className="pt-3 pb-1">{children}</div>
    </details>
  )
}
