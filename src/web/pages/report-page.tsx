import { useDeferredValue, useMemo } from 'react'
import type { Block, Report } from '../../model/report.ts'
import { composeReport } from '../../report/compose.ts'
import { BeforeDraft } from '../report/before-draft.tsx'
import { BlocksView } from '../report/block-view.tsx'
import { OutlineSelect } from '../report/outline-select.tsx'
import { SourceTargets } from '../report/source-targets.tsx'
import { SplitPage } from '../widgets/page.tsx'
import { useForm } from '../forms/form-access.tsx'
import { useEditor } from '../workspace/editor.tsx'
import { useOutline } from '../workspace/outline-choice.tsx'
import { useShortcuts } from '../workspace/shortcuts.tsx'

/** The report as it stands, composed here by the same code that composes every downloaded form. */
export function ReportPage() {
  const { view } = useEditor()
  const { facts } = useForm()
  const settled = useDeferredValue(view)
  const { outline } = useOutline()
  const report = useMemo(
    () => composeReport(settled.document, facts, { version: String(settled.version), head: settled.head, program: 'Hindcast', outline }),
    [settled, facts, outline],
  )
  const headings = useMemo(() => report.blocks.flatMap((block) => (block.kind === 'heading' && block.level <= 3 ? [block] : [])), [report])
  const chapters = headings.filter((heading) => heading.level <= 2)
  useShortcuts(Object.fromEntries(chapters.slice(0, 9).map((heading, index) => [`g ${index + 1}`, () => goTo(heading.id)])))
  const isUndrafted = view.document.evidence.length === 0
  return (
    <SplitPage title={report.title} navigationTitle="Contents" navigation={<Contents headings={headings} />}>
      <SourceTargets document={settled.document}>
        {isUndrafted ? <BeforeDraft isUnwritten={view.version === 0} /> : undefined}
        <div className="mb-4 flex max-w-4xl flex-wrap justify-end gap-3">
          <OutlineSelect />
        </div>
        <article
          aria-label="Report"
          className="flex max-w-4xl flex-col gap-3.5 rounded-xl border border-line bg-surface px-6 py-8 break-words lg:px-12 lg:py-10"
        >
          <Marking report={report} />
          <BlocksView blocks={report.blocks} />
        </article>
      </SourceTargets>
    </SplitPage>
  )
}

function goTo(id: string): void {
  const heading = document.getElementById(id)
  heading?.scrollIntoView({ block: 'start' })
  heading?.setAttribute('tabindex', '-1')
  heading?.focus({ preventScroll: true })
}

type Heading = Extract<Block, { kind: 'heading' }>

function Contents({ headings }: { headings: readonly Heading[] }) {
  return (
    <nav aria-label="Sections of the report">
      <ul className="flex flex-col">
        {headings.map((heading) => (
          <li key={heading.id}>
            <a
              href={`#${heading.id}`}
              className={`flex gap-2 rounded-md px-2 py-1 hover:bg-hover hover:text-ink ${heading.level <= 2 ? 'mt-1 font-medium text-ink' : 'pl-4 text-sm text-soft'}`}
              onClick={(event) => {
                event.preventDefault()
                goTo(heading.id)
              }}
            >
              {heading.number === undefined ? undefined : <span className="shrink-0 text-faint number-column">{heading.number}</span>}
              <span className="min-w-0">{heading.text}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Marking({ report }: { report: Report }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line pb-3 text-xs text-soft number-column">
      <span>{[report.tlp, report.classification, report.privilege].filter(Boolean).join(' · ')}</span>
      <span>
        {report.incident} · version {report.version}
        {report.reviewNotice === undefined ? '' : ` · ${report.reviewNotice}`}
      </span>
    </div>
  )
}
