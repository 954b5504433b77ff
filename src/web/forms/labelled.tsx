import { createContext, type ReactNode, use, useId } from 'react'
import type { Field } from './describe.ts'

export interface FieldIds {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

export interface LabelledProps {
  readonly field: Field
  readonly problem?: string | undefined
  /** What stands beside the label, at the right. */
  readonly aside?: ReactNode
  /** The value as it was understood, below the input. */
  readonly hint?: string | undefined
  readonly children: (ids: FieldIds) => ReactNode
}

/** A label, its explanation, the input and what is wrong with it. */
export function Labelled({ field, problem, aside, hint, children }: LabelledProps) {
  const id = useId()
  const told = [
    field.description === undefined ? '' : `${id}-about`,
    problem === undefined ? '' : `${id}-problem`,
    hint === undefined ? '' : `${id}-hint`,
  ]
  const described = told.filter((one) => one !== '').join(' ')
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className={field.isLabelHidden === true ? 'sr-only' : 'text-sm font-medium text-ink'}>
          {field.title}
        </label>
        {aside === undefined ? undefined : <span className="-my-1">{aside}</span>}
      </div>
      {children({ id, 'aria-describedby': described === '' ? undefined : described, 'aria-invalid': problem === undefined ? undefined : true })}
      {hint === undefined ? undefined : (
        <p id={`${id}-hint`} className="text-xs text-faint number-column">
          {hint}
        </p>
      )}
      {problem === undefined ? undefined : (
        <p id={`${id}-problem`} role="alert" className="text-sm text-bad">
          {problem}
        </p>
      )}
      {field.description === undefined ? undefined : (
        <p id={`${id}-about`} className="text-xs text-faint">
          {field.description}
        </p>
      )}
    </div>
  )
}

const DepthContext = createContext(0)
const headingLooks = ['text-lg font-semibold', 'text-base font-semibold', 'text-sm font-semibold text-soft'] as const

/** A group of fields with its own heading; groups inside are set in and smaller. */
export function Group({ title, about, aside, children }: { title: string; about?: string | undefined; aside?: ReactNode; children: ReactNode }) {
  const id = useId()
  const depth = use(DepthContext)
  // Where the page's own heading says it already, the group has none.
  if (title === '') return <div className="flex min-w-0 flex-col gap-2.5">{children}</div>
  const Heading = depth === 0 ? 'h3' : depth === 1 ? 'h4' : 'h5'
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2.5">
      <div className="flex items-baseline justify-between gap-3">
        <Heading id={id} className={headingLooks[Math.min(depth, 2)]}>
          {title}
        </Heading>
        {aside}
      </div>
      {about === undefined ? undefined : <p className="-mt-2 text-xs text-faint">{about}</p>}
      <DepthContext value={depth + 1}>{children}</DepthContext>
    </section>
  )
}
