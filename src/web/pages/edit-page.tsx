import { Link, Navigate, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { FieldGrid } from '../forms/field-grid.tsx'
import { useFieldTarget, useFocusTarget } from '../forms/field-target.tsx'
import { FieldView } from '../forms/field-view.tsx'
import type { Field } from '../forms/describe.ts'
import { Empty } from '../widgets/notice.tsx'
import { SplitPage } from '../widgets/page.tsx'
import { useEditor } from '../workspace/editor.tsx'
import { type EditSection, editSections } from '../workspace/sections.ts'
import { useShortcuts } from '../workspace/shortcuts.tsx'

/** One page of the editor: forms made from the schemas of the record. */
export function EditPage() {
  const { id, section: wanted } = useParams({ from: '/incidents/$id/edit/$section' })
  const navigate = useNavigate()
  useShortcuts(
    Object.fromEntries(
      editSections
        .slice(0, 9)
        .map((one, index) => [`g ${index + 1}`, () => void navigate({ to: '/incidents/$id/edit/$section', params: { id, section: one.id } })]),
    ),
  )
  const section = editSections.find((one) => one.id === wanted)
  return (
    <SplitPage title={section === undefined ? 'Edit' : `Edit: ${section.title}`} navigation={<SectionList />}>
      {section === undefined ? (
        <Empty title="There is no such section">Choose one of the sections of the record.</Empty>
      ) : (
        <SectionForm key={section.id} section={section} />
      )}
    </SplitPage>
  )
}

export function EditHome() {
  const { id } = useParams({ from: '/incidents/$id' })
  return <Navigate to="/incidents/$id/edit/$section" params={{ id, section: 'overview' }} replace />
}

function SectionForm({ section }: { section: EditSection }) {
  const { view } = useEditor()
  const heading = useRef<HTMLHeadingElement>(null)
  const form = useRef<HTMLDivElement>(null)
  const target = useFieldTarget()
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  useFocusTarget(form, target)
  const simple = section.fields.filter((field) => !isLarge(field))
  const large = section.fields.filter(isLarge)
  return (
    <div ref={form} className="flex max-w-4xl flex-col gap-8">
      <h2 ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
        {section.title}
      </h2>
      {simple.length === 0 ? undefined : <FieldGrid fields={simple} path="" value={view.document} />}
      {large.map((field) => (
        <div key={field.key} data-path={`/${field.key}`}>
          <FieldView
            field={section.fields.length === 1 && field.kind === 'object' ? { ...field, title: '' } : field}
            path={`/${field.key}`}
            value={valueOf(view.document, field.key)}
          />
        </div>
      ))}
    </div>
  )
}

function isLarge(field: Field): boolean {
  return field.kind === 'object' || field.kind === 'items' || field.kind === 'record'
}

function valueOf(document: object, key: string): unknown {
  return new Map<string, unknown>(Object.entries(document)).get(key)
}

function SectionList() {
  const { id } = useParams({ from: '/incidents/$id' })
  return (
    <nav aria-label="Sections of the record">
      <ul className="flex flex-col gap-px">
        {editSections.map((section) => (
          <li key={section.id}>
            <Link
              to="/incidents/$id/edit/$section"
              params={{ id, section: section.id }}
              className="flex gap-2 rounded-md px-2 py-1 text-soft hover:bg-hover hover:text-ink data-[status=active]:bg-accent-soft data-[status=active]:font-medium data-[status=active]:text-accent-text"
            >
              <span className="min-w-0">{section.title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
