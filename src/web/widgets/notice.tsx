import type { ReactNode } from 'react'

const tones = { plain: 'border-line bg-sunken', bad: 'border-bad/50 bg-bad-soft', warn: 'border-warn/50 bg-warn-soft' } as const

/** Says what happened and what to do. */
export function Notice({ tone = 'plain', title, children }: { tone?: keyof typeof tones; title: string; children?: ReactNode }) {
  return (
    <div role={tone === 'plain' ? undefined : 'alert'} className={`rounded-lg border px-4 py-3 ${tones[tone]}`}>
      <p className="font-medium">{title}</p>
      {children === undefined ? undefined : <div className="mt-0.5 text-soft">{children}</div>}
    </div>
  )
}

/** A place where something will stand, and how it comes there. */
export function Empty({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-xl border border-dashed border-line-strong/50 px-6 py-12 text-center">
      <p className="text-lg font-medium">{title}</p>
      <p className="max-w-md text-soft">{children}</p>
      {action === undefined ? undefined : <div className="mt-2">{action}</div>}
    </div>
  )
}
