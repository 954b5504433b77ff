import { createRootRoute, createRoute, createRouter, Link, Navigate, Outlet, useParams } from '@tanstack/react-router'
import { messageOf } from '../base/error.ts'
import { ExplorerPage } from './explorer/explorer-page.tsx'
import { readSearchParams } from './explorer/search-params.ts'
import { EditHome, EditPage } from './pages/edit-page.tsx'
import { EvidencePage } from './pages/evidence-page.tsx'
import { HistoryPage } from './pages/history-page.tsx'
import { HomePage } from './pages/home-page.tsx'
import { NewPage } from './pages/new-page.tsx'
import { ReportPage } from './pages/report-page.tsx'
import { ReviewPage } from './pages/review-page.tsx'
import { TimelinePage } from './pages/timeline-page.tsx'
import { ToCompletePage } from './pages/to-complete-page.tsx'
import { Notice } from './widgets/notice.tsx'
import { Page } from './widgets/page.tsx'
import { IncidentLayout } from './workspace/incident-layout.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken })
const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage })
const fresh = createRoute({ getParentRoute: () => root, path: '/new', component: NewPage })
const incident = createRoute({ getParentRoute: () => root, path: '/incidents/$id', component: IncidentLayout, errorComponent: Broken })
const start = createRoute({ getParentRoute: () => incident, path: '/', component: Start })
const report = createRoute({ getParentRoute: () => incident, path: '/report', component: ReportPage })
const review = createRoute({ getParentRoute: () => incident, path: '/review', component: ReviewPage })
const toComplete = createRoute({ getParentRoute: () => incident, path: '/to-complete', component: ToCompletePage })
const edit = createRoute({ getParentRoute: () => incident, path: '/edit', component: Outlet })
const editHome = createRoute({ getParentRoute: () => edit, path: '/', component: EditHome })
const editSection = createRoute({ getParentRoute: () => edit, path: '/$section', component: EditPage })
const timeline = createRoute({ getParentRoute: () => incident, path: '/timeline', component: TimelinePage })
const search = createRoute({ getParentRoute: () => incident, path: '/search', component: ExplorerPage, validateSearch: readSearchParams })
const evidence = createRoute({ getParentRoute: () => incident, path: '/evidence', component: EvidencePage })
const history = createRoute({ getParentRoute: () => incident, path: '/history', component: HistoryPage })

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    fresh,
    incident.addChildren([start, report, review, toComplete, edit.addChildren([editHome, editSection]), timeline, search, evidence, history]),
  ]),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function Start() {
  const { id } = useParams({ from: '/incidents/$id' })
  return <Navigate to="/incidents/$id/report" params={{ id }} replace />
}

function NotFound() {
  return (
    <Page title="Not found" heading="Not found">
      <Notice title="There is no such page">
        <Link to="/" className="text-accent-text underline">
          All incidents
        </Link>
      </Notice>
    </Page>
  )
}

function Broken({ error }: { error: unknown }) {
  return (
    <Page title="Something went wrong" heading="Something went wrong">
      <Notice tone="bad" title="This page could not be shown">
        {messageOf(error)} What was saved is safe. Reload the page; if it happens again, please report it with this message.
      </Notice>
    </Page>
  )
}
