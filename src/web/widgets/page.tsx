import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useIsWide } from './use-is-wide.ts'
import { useOpenSheet } from '../workspace/shortcuts.tsx'
import { Button } from './button.tsx'
import { ThemeToggle } from './theme-toggle.tsx'

/** A page that belongs to no incident. */
export function Page({ title, heading, children, isBusy = false }: { title: string; heading?: string; children: ReactNode; isBusy?: boolean }) {
  useTitle(title === 'Hindcast' ? '' : title)
  return (
    <div className="flex min-h-screen flex-col">
      <header className="flex h-12 items-center gap-3 border-b border-line px-4 lg:px-6">
        <Link to="/" className="font-semibold tracking-tight">
          Hindcast
        </Link>
        <span className="flex-1" />
        <FootActions />
      </header>
      <main id="main" aria-busy={isBusy} className="mx-auto w-full max-w-4xl flex-1 px-4 py-10 lg:px-6">
        {heading === undefined ? undefined : <h1 className="mb-4 text-xl font-semibold tracking-tight">{heading}</h1>}
        {children}
      </main>
    </div>
  )
}

export function FootActions() {
  const openSheet = useOpenSheet()
  return (
    <>
      <ThemeToggle />
      <Button look="quiet" size="small" aria-label="Keyboard shortcuts" onPress={openSheet}>
        ?
      </Button>
    </>
  )
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Hindcast' : `${title} · Hindcast`
  }, [title])
}

export interface SplitPageProps {
  readonly title: string
  readonly navigation: ReactNode
  /** What the navigation is called where it folds away. */
  readonly navigationTitle?: string
  readonly children: ReactNode
}

/** A page of an incident: navigation at the left, content beside it; on a narrow screen the navigation folds away above the content. */
export function SplitPage({ title, navigation, navigationTitle = 'Sections', children }: SplitPageProps) {
  useTitle(title)
  const isWide = useIsWide()
  return (
    <div className="mx-auto grid w-full max-w-[90rem] flex-1 grid-cols-1 gap-x-8 px-4 md:grid-cols-[13rem_minmax(0,1fr)] lg:px-6">
      {isWide ? (
        <aside>
          <div className="sticky top-21.5 flex h-[calc(100vh-5.375rem)] flex-col py-5">
            <div className="-mx-2 min-h-0 flex-1 overflow-y-auto px-2">{navigation}</div>
            <div className="flex items-center gap-1 pt-2">
              <FootActions />
            </div>
          </div>
        </aside>
      ) : (
        <aside className="pt-4">
          <details className="rounded-lg border border-line bg-surface px-3 py-2">
            <summary className="cursor-pointer font-medium">{navigationTitle}</summary>
            <div className="max-h-[60vh] overflow-y-auto py-2">{navigation}</div>
          </details>
        </aside>
      )}
      <main id="main" tabIndex={-1} className="min-w-0 py-6 outline-none">
        {children}
      </main>
    </div>
  )
}
