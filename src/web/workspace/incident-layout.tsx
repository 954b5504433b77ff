import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { Badge, type Tone } from '../widgets/badge.tsx'
import { Notice } from '../widgets/notice.tsx'
import { FootActions, Page } from '../widgets/page.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { DownloadMenu } from './download-menu.tsx'
import { EditorProvider, useEditor } from './editor.tsx'
import { FormProvider } from './form-provider.tsx'
import { useOpenQuestions } from './open-questions.tsx'
import { OutlineProvider } from './outline-choice.tsx'
import { ProgressProvider } from './progress.tsx'
import { reviewables } from '../review/reviewables.ts'
import { SaveLabel } from './save-label.tsx'
import { useShortcuts } from './shortcuts.tsx'
import { SourceDrawerProvider } from './source-drawer.tsx'

const tabs = [
  ['/incidents/$id/report', 'Report', 'r'],
  ['/incidents/$id/review', 'Review', 'v'],
  ['/incidents/$id/to-complete', 'To complete', 'c'],
  ['/incidents/$id/edit', 'Edit', 'e'],
  ['/incidents/$id/timeline', 'Timeline', 't'],
  ['/incidents/$id/search', 'Search', 's'],
  ['/incidents/$id/evidence', 'Evidence', 'f'],
  ['/incidents/$id/history', 'History', 'h'],
] as const

/** Everything about one incident: its head, its modes, and inside them its pages. */
export function IncidentLayout() {
  const { id } = useParams({ from: '/incidents/$id' })
  return (
    <EditorProvider
      id={id}
      loading={
        <Page title={id} heading={id} isBusy>
          <p className="text-soft">Opening {id}…</p>
        </Page>
      }
      renderFailure={(failure) => <NotOpened id={id} failure={failure} />}
    >
      <FormProvider>
        <SourceDrawerProvider>
          <ProgressProvider>
            <OutlineProvider>
              <Frame id={id} />
            </OutlineProvider>
          </ProgressProvider>
        </SourceDrawerProvider>
      </FormProvider>
    </EditorProvider>
  )
}

function NotOpened({ id, failure }: { id: string; failure: Error }) {
  return (
    <Page title={id} heading={id}>
      <Notice tone="bad" title={`${id} could not be opened`}>
        {failure.message}{' '}
        <Link to="/" className="text-accent-text underline">
          All incidents
        </Link>
      </Notice>
    </Page>
  )
}

function Frame({ id }: { id: string }) {
  const navigate = useNavigate()
  const { undoLast } = useEditor()
  useShortcuts({
    ...Object.fromEntries(tabs.map(([to, , letter]) => [`g ${letter}`, () => void navigate({ to, params: { id } })])),
    'g o': () => void navigate({ to: '/' }),
    u: undoLast,
  })
  return (
    <div className="flex min-h-screen flex-col">
      <a href="#main" className="sr-only z-50 rounded bg-raised px-3 py-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2">
        Skip to the content
      </a>
      <Head id={id} />
      <Outlet />
      <ConflictDialog />
    </div>
  )
}

const states: Record<string, Tone> = { ongoing: 'bad', contained: 'warn', eradicated: 'warn', remediated: 'good', closed: 'plain' }

function Head({ id }: { id: string }) {
  const { view } = useEditor()
  const { title, state, severity, classification } = view.document
  const all = useMemo(() => reviewables(view.document), [view.document])
  const counts: Readonly<Record<string, number>> = {
    Review: all.filter((one) => one.review === 'proposed').length,
    'To complete': useOpenQuestions().length,
  }
  return (
    <header className="sticky top-0 z-20 border-b border-line bg-canvas">
      <div className="flex h-12 items-center gap-3 px-4 lg:px-6">
        <Link to="/" className="font-semibold tracking-tight" aria-label="Hindcast: all incidents">
          Hindcast
        </Link>
        <span aria-hidden className="hidden text-faint sm:inline">
          /
        </span>
        <span className="hidden font-mono text-sm whitespace-nowrap text-soft sm:inline">{id}</span>
        <h1 className="min-w-0 flex-1 truncate font-medium">{title === '' ? <span className="text-faint">Untitled incident</span> : title}</h1>
        <span className="hidden items-center gap-1.5 lg:flex">
          <Badge tone={states[state] ?? 'plain'}>{state}</Badge>
          {severity.level === undefined ? undefined : <Badge>{severity.level}</Badge>}
          <Badge>{classification.tlp}</Badge>
        </span>
        <SaveLabel />
        <DownloadMenu id={id} />
      </div>
      <div className="flex items-center px-3 lg:px-5">
        <nav aria-label="Incident" className="flex min-w-0 flex-1 items-center gap-1 overflow-x-auto">
          {tabs.map(([to, label]) => (
            <Link
              key={to}
              to={to}
              params={{ id }}
              className="shrink-0 border-b-2 border-transparent px-2 py-2 whitespace-nowrap text-soft -outline-offset-2 hover:text-ink data-[status=active]:border-accent-text data-[status=active]:font-medium data-[status=active]:text-ink"
            >
              {label}{' '}
              {(counts[label] ?? 0) > 0 ? (
                <span className="ml-0.5 rounded-full bg-accent-soft px-1.5 text-xs font-medium text-accent-text number-column">{counts[label]}</span>
              ) : undefined}
            </Link>
          ))}
        </nav>
        <span className="flex shrink-0 items-center gap-1 pl-2 md:hidden">
          <FootActions />
        </span>
      </div>
    </header>
  )
}
