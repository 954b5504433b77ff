import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { plural } from '../../base/text.ts'
import { ApiFailure, applyYaml } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { Notice } from '../widgets/notice.tsx'
import { useEditor } from '../workspace/editor.tsx'

/** Takes an incident.yaml: what people know, written outside of the workspace. It becomes an edit; a wrong file changes nothing. */
export function YamlPanel({ id }: { id: string }) {
  const input = useRef<HTMLInputElement>(null)
  const { refresh } = useEditor()
  const apply = useMutation({
    mutationFn: async (file: File) => applyYaml(id, { text: await file.text(), name: file.name }),
    onSuccess: refresh,
  })
  const details = apply.error instanceof ApiFailure ? apply.error.details : []
  return (
    <section aria-labelledby="yaml" className="flex flex-col gap-2">
      <h2 id="yaml" className="text-lg font-semibold">
        What people know, as a file
      </h2>
      <p className="max-w-2xl text-soft">
        Download “What only people can say, YAML”, fill it in with any editor, and give it back here. It merges as one edit that can be undone.
      </p>
      <div>
        <Button size="small" isDisabled={apply.isPending} onPress={() => input.current?.click()}>
          Give an incident.yaml
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".yaml,.yml"
          aria-label="incident.yaml"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            if (file !== undefined) apply.mutate(file)
            event.currentTarget.value = ''
          }}
        />
      </div>
      {apply.data === undefined ? undefined : (
        <p role="status">{apply.data.changes === 0 ? 'The record said all of it already.' : `Merged: ${plural(apply.data.changes, 'change')}.`}</p>
      )}
      {apply.error === null ? undefined : (
        <Notice tone="bad" title={apply.error.message}>
          {details.length === 0 ? undefined : (
            <ul className="list-disc pl-5">
              {details.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </section>
  )
}
