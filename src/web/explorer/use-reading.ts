import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { cancelReading, loadReading, startReading } from '../client.ts'

/** Follows the job that reads evidence, and starts and ends it. Nothing is asked for where everything is read. */
export function useReading(id: string, isUnread: boolean) {
  const client = useQueryClient()
  const key = ['reading', id]
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: () => loadReading(id),
    enabled: isUnread,
    staleTime: 0,
    // While nothing goes on somebody else may begin: seldom enough to be nothing beside what is shown.
    refetchInterval: ({ state }) => (state.data?.job?.state === 'running' ? 1_000 : 15_000),
  })
  const start = useMutation({ mutationFn: () => startReading(id), onSuccess: (standing) => client.setQueryData(key, standing) })
  const cancel = useMutation({ mutationFn: () => cancelReading(id), onSettled: () => client.invalidateQueries({ queryKey: key }) })
  return { job: data?.job ?? undefined, failure: start.error ?? cancel.error ?? error ?? undefined, start, cancel }
}
