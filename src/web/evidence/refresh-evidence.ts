import type { QueryClient } from '@tanstack/react-query'

/** Lists the evidence of an incident again. A first listing that is still on its way is ended: it would miss what just arrived. */
export async function refreshEvidence(client: QueryClient, id: string): Promise<void> {
  await client.cancelQueries({ queryKey: ['evidence', id] })
  await client.invalidateQueries({ queryKey: ['evidence', id] })
}
