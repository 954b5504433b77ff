import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Form, Input, Label, TextField } from 'react-aria-components'
import { createIncident } from '../client.ts'
import { Button } from '../widgets/button.tsx'
import { DropArea } from '../evidence/drop-area.tsx'
import { type Chosen, keepChosen } from '../evidence/chosen-files.ts'
import { Notice } from '../widgets/notice.tsx'
import { Page } from '../widgets/page.tsx'

/** A new post-mortem: give it a title if you have one, drop the evidence in, and go on with what was dropped. */
export function NewPage() {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [title, setTitle] = useState('')
  const create = useMutation({
    mutationFn: async (files: readonly Chosen[]) => {
      const { id } = await createIncident(title)
      keepChosen(client, id, files)
      return id
    },
    onSuccess: async (id) => {
      await client.invalidateQueries({ queryKey: ['incidents'] })
      await navigate({ to: '/incidents/$id/evidence', params: { id } })
    },
  })
  return (
    <Page title="New post-mortem">
      <h1 className="text-2xl font-semibold tracking-tight">New post-mortem</h1>
      <Form
        className="mt-6 flex flex-col gap-6"
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate([])
        }}
      >
        <TextField value={title} onChange={setTitle} maxLength={300} className="flex flex-col gap-1">
          <Label className="text-sm font-medium">Title, if you have one</Label>
          <Input className="control w-full max-w-xl" placeholder="For instance: Leaked access key used against the storage account" />
        </TextField>
        <DropArea isBusy={create.isPending} onFiles={(files) => create.mutate(files)} />
        {create.error === null ? undefined : (
          <Notice tone="bad" title="The post-mortem could not be started">
            {create.error.message}
          </Notice>
        )}
        <div className="flex items-center gap-3">
          <Button type="submit" isDisabled={create.isPending}>
            Start without evidence
          </Button>
          <span className="text-sm text-faint">Evidence can be added at any time; what you wrote by then is kept.</span>
        </div>
      </Form>
    </Page>
  )
}
