import type { QueryClient } from '@tanstack/react-query'

/** Lists the evidence of an incident again. A first listing that is still on its way is ended: it would miss what just arrived. */
export async function refreshEvidence(client: QueryClient, id: string): Promise<void> {
  await client.cancelQueries({ queryKey: ['evidence', id] })
  await client.invalidateQueries({ queryKey: ['evidence', id] })
  await client.invalidateQueries({ queryKey: ['custody', id] })
  await refreshEvents(client, id)
}

/** What is known of the events of an incident counts as old: it is asked for again where it is next shown, how many there are at once. */
async function refreshEvents(client: QueryClient, id: string): Promise<void> {
  await client.invalidateQueries({ queryKey: ['events', id], refetchType: 'none' })
  await client.invalidateQueries({ queryKey: ['events', id, 'extent'] })
}
