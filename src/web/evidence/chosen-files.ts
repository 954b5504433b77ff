/** A file a person dropped or chose, and where below the dropped folder it lay. */
export interface Chosen {
  readonly file: File
  readonly path: string
}

let kept: { readonly id: string; readonly files: readonly Chosen[] } | undefined

/** Keeps files for the page of an incident that was just made: they cannot travel in an address. */
export function keepChosen(id: string, files: readonly Chosen[]): void {
  kept = files.length === 0 ? undefined : { id, files }
}

export function takeChosen(id: string): readonly Chosen[] {
  if (kept?.id !== id) return []
  const { files } = kept
  kept = undefined
  return files
}

/** Files of an `<input type=file>`, with their paths where a folder was chosen. */
export function chosenOf(list: FileList | null): readonly Chosen[] {
  return [...(list ?? [])].map((file) => ({ file, path: file.webkitRelativePath }))
}
