import { hashJson } from '../base/canonical-json.ts'
import { type Edit, type EditDraft, noHash } from '../model/edit.ts'

/** Gives an edit its version, the hash of the one before and its own: SHA-256 of its RFC 8785 form without `hash`. */
export function chainEdit(draft: EditDraft, previous: Edit | undefined): Edit {
  const unhashed = { ...draft, version: (previous?.version ?? 0) + 1, previous: previous?.hash ?? noHash }
  return { ...unhashed, hash: hashJson(unhashed) }
}

/** The hash an edit should carry. */
export function hashOfEdit(edit: Edit): string {
  const { hash: _, ...unhashed } = edit
  return hashJson(unhashed)
}

/** Where a chain of edits does not hold. */
export interface ChainBreak {
  /** Position in the list, counted from 0. */
  readonly index: number
  /** Version the edit claims. */
  readonly version: number
  readonly code: 'version' | 'previous' | 'hash' | 'incident'
  readonly message: string
}

/** Every break of a chain of edits that should run from version 1 on; none where the chain is intact. */
export function verifyChain(edits: readonly Edit[]): ChainBreak[] {
  return edits.flatMap((edit, index) => breaksOf(edit, index, edits))
}

function breaksOf(edit: Edit, index: number, edits: readonly Edit[]): ChainBreak[] {
  const breaks: ChainBreak[] = []
  const add = (code: ChainBreak['code'], message: string) => breaks.push({ index, version: edit.version, code, message })
  const before = edits[index - 1]
  if (edit.version !== index + 1) add('version', `Edit ${index + 1} says it is version ${edit.version}`)
  if (edit.previous !== (before?.hash ?? noHash))
    add('previous', `Edit ${edit.version} does not follow the edit before it: the hash it names is another`)
  if (before !== undefined && edit.incident !== before.incident)
    add('incident', `Edit ${edit.version} belongs to ${edit.incident}, not to ${before.incident}`)
  if (edit.hash !== hashOfEdit(edit)) add('hash', `Edit ${edit.version} was changed after it was made: its hash does not match its content`)
  return breaks
}
