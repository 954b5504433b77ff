import type { QueryClient } from '@tanstack/react-query'

/** A file a person dropped or chose, and where below the dropped folder it lay. */
export interface Chosen {
  readonly file: File
  readonly path: string
}

const chosenKey = (id: string) => ['chosen', id] as const

/** Keeps files for the page of an incident that was just made: they cannot travel in an address. */
export function keepChosen(client: QueryClient, id: string, files: readonly Chosen[]): void {
  client.setQueryData(chosenKey(id), files)
}

/** The files kept for an incident, once. */
export function takeChosen(client: QueryClient, id: string): readonly Chosen[] {
  const files = client.getQueryData<readonly Chosen[]>(chosenKey(id)) ?? []
  client.removeQueries({ queryKey: chosenKey(id) })
  return files
}

/** Files of an `<input type=file>`, with their paths where a folder was chosen. */
export function chosenOf(list: FileList | null): readonly Chosen[] {
  return [...(list ?? [])].map((file) => ({ file, path: file.webkitRelativePath }))
}
