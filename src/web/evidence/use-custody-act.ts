import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useTell } from '../widgets/toasts.tsx'
import { useAuthor } from '../workspace/author.tsx'
import { refreshEvidence } from './refresh-evidence.ts'

/** Something a person does to custody: signed with their name, told in a message, and what is shown of custody asked for again. */
export interface CustodyAct {
  /** Answers what is told of it. */
  run(by: string): Promise<string>
  onDone?(): void
}

export function useCustodyAct(id: string): UseMutationResult<string, Error, CustodyAct> {
  const client = useQueryClient()
  const tell = useTell()
  const author = useAuthor()
  return useMutation({
    mutationFn: async ({ run }: CustodyAct) => run(await author.ask()),
    onSuccess: async (said, { onDone }) => {
      await client.invalidateQueries({ queryKey: ['evidence-detail', id] })
      await refreshEvidence(client, id)
      tell({ text: said })
      onDone?.()
    },
    onError: (error) => tell({ text: error.message, tone: 'bad' }),
  })
}
