import { Link, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { formatNumber, plural } from '../../base/text.ts'
import { holdersOf } from '../../report/sections/to-complete/roles.ts'
import { type OpenQuestion, rolesOf } from '../../report/sections/to-complete/open-questions.ts'
import { Empty } from '../widgets/notice.tsx'
import { SplitPage } from '../widgets/page.tsx'
import { useEditor } from '../workspace/editor.tsx'
import { useOpenQuestions } from '../workspace/open-questions.tsx'
import { sectionOf } from '../workspace/sections.ts'

/** What nobody has said yet, by the role that can answer, each question leading to the field that takes the answer. */
export function ToCompletePage() {
  const questions = useOpenQuestions()
  const { view } = useEditor()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const roles = rolesOf(questions)
  return (
    <SplitPage title="To complete" navigationTitle="Roles" navigation={<Roles roles={roles} questions={questions} />}>
      <div className="flex max-w-4xl flex-col gap-8">
        <div className="flex flex-wrap items-baseline gap-3">
          <h2 ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
            To complete
          </h2>
          <span role="status" className="text-soft number-column">
            {plural(questions.length, 'question')} open
          </span>
        </div>
        {questions.length === 0 ? (
          <Empty title="Nothing is open">The record answers everything that the report asks for.</Empty>
        ) : (
          <p className="-mt-5 text-sm text-soft">A question is gone once the record answers it. What cannot be known is answered by saying so.</p>
        )}
        {roles.map((role) => (
          <RoleQuestions key={role} role={role} holders={holdersOf(role, view.document)} questions={questions.filter((one) => one.role === role)} />
        ))}
      </div>
    </SplitPage>
  )
}

function anchorOf(role: string): string {
  return `role-${role.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
}

function Roles({ roles, questions }: { roles: readonly string[]; questions: readonly OpenQuestion[] }) {
  return (
    <nav aria-label="Roles that are asked">
      <ul className="flex flex-col gap-px">
        {roles.map((role) => (
          <li key={role}>
            <a
              href={`#${anchorOf(role)}`}
              className="flex items-baseline gap-2 rounded-md px-2 py-1 text-soft hover:bg-hover hover:text-ink"
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(anchorOf(role))?.scrollIntoView({ block: 'start' })
              }}
            >
              <span className="min-w-0 flex-1">{role}</span>
              <span className="text-xs number-column">{formatNumber(questions.filter((one) => one.role === role).length)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function RoleQuestions({ role, holders, questions }: { role: string; holders: readonly string[]; questions: readonly OpenQuestion[] }) {
  return (
    <section aria-labelledby={anchorOf(role)} className="flex flex-col gap-2.5">
      <h3 id={anchorOf(role)} className="scroll-mt-24 text-lg font-semibold">
        {role}
        {holders.length === 0 ? undefined : <span className="ml-2 text-sm font-normal text-soft">{holders.join(', ')}</span>}
      </h3>
      <ol className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {questions.map((question) => (
          <li key={question.number} className="flex gap-3 px-4 py-3">
            <span className="w-6 shrink-0 text-right text-faint number-column">{question.number}</span>
            <div className="flex min-w-0 flex-1 flex-col gap-1.5 wrap-anywhere">
              <QuestionWords question={question} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function QuestionWords({ question: { question, points, paths } }: { question: OpenQuestion }) {
  const [path = ''] = paths
  if (points.length === 0) return <AnswerLink path={path} text={question} />
  return (
    <>
      <p>{question}</p>
      <ul className="flex list-disc flex-col gap-1 pl-5 marker:text-faint">
        {points.map((point, index) => (
          // Two points may ask for the same field.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <AnswerLink path={point.path} text={point.text} />
          </li>
        ))}
      </ul>
    </>
  )
}

const linkLook = 'w-fit text-ink underline decoration-accent-text/50 underline-offset-2 hover:text-accent-text'

/** Leads to the field that takes the answer; what only evidence can say, to the evidence. */
function AnswerLink({ path, text }: { path: string; text: string }) {
  const { id } = useParams({ from: '/incidents/$id' })
  const field = path.split('#')[0] ?? path
  const isEvidence = field === '/evidence' || field.endsWith('/reading')
  const section = sectionOf(field)
  if (isEvidence || section === undefined)
    return (
      <Link to="/incidents/$id/evidence" params={{ id }} className={linkLook}>
        {text}
      </Link>
    )
  return (
    <Link to="/incidents/$id/edit/$section" params={{ id, section: section.id }} hash={field} className={linkLook}>
      {text}
    </Link>
  )
}
