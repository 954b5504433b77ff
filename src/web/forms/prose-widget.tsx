import { useCallback, useMemo, useRef, useState } from 'react'
import { isObject } from '../../base/json.ts'
import { atomsOf, markdownFromProse, type ProseAtom } from '../../model/markdown-from-prose.ts'
import { type Prose, proseSchema } from '../../model/prose.ts'
import { proseFromMarkdown } from '../../model/prose-from-markdown.ts'
import { Button } from '../widgets/button.tsx'
import { type FieldOf, useForm, type WidgetProps } from './form-access.tsx'
import { Labelled } from './labelled.tsx'
import { ProseView } from './prose-view.tsx'
import { useDraftText } from './use-draft-text.ts'

const empty: Prose = { type: 'doc', content: [] }

/** Text with structure, edited as Markdown; its citations stand in it as links and come back when it is read. */
export function ProseWidget({ field, path, value }: WidgetProps<FieldOf<'prose'>>) {
  const { commit } = useForm()
  const [isPreview, setPreview] = useState(false)
  const prose = useMemo(() => readProse(value), [value])
  const atoms = useRef<readonly ProseAtom[]>([])
  const markdown = useMemo(() => markdownFromProse(prose), [prose])
  // Links count the citations of the text that was opened: while somebody types they must keep meaning the same ones.
  const opened = useRef({ markdown: '', typing: false })
  if (!opened.current.typing) atoms.current = atomsOf(prose)

  const save = useCallback(
    (text: string) => {
      opened.current.typing = false
      const read = text.trim() === '' ? null : proseFromMarkdown(text, atoms.current)
      return commit([{ op: 'set', path, value: read === null ? null : JSON.parse(JSON.stringify(read)) }])
    },
    [commit, path],
  )
  const draft = useDraftText(path, markdown, save)
  const preview = isPreview ? proseFromMarkdown(draft.text, atoms.current) : undefined
  return (
    <Labelled
      field={field}
      problem={draft.problem}
      aside={
        <Button look="quiet" size="small" aria-pressed={isPreview} isDisabled={draft.text.trim() === ''} onPress={() => setPreview(!isPreview)}>
          {isPreview ? 'Write' : 'Preview'}
        </Button>
      }
    >
      {(ids) =>
        preview === undefined ? (
          <textarea
            {...ids}
            rows={3}
            className="control field-sizing-content max-h-[60vh] min-h-24 w-full leading-relaxed"
            placeholder="Markdown: **bold**, lists, [links](https://…)"
            value={draft.text}
            onChange={(event) => {
              opened.current.typing = true
              draft.change(event.target.value)
            }}
            onBlur={draft.leave}
          />
        ) : (
          <div id={ids.id} className="min-h-24 rounded-md border border-line bg-sunken px-3 py-2">
            <ProseView prose={preview} />
          </div>
        )
      }
    </Labelled>
  )
}

function readProse(value: unknown): Prose {
  if (!isObject(value)) return empty
  const read = proseSchema.safeParse(value)
  return read.success ? read.data : empty
}
