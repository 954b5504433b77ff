import { plural } from '../../base/text.ts'
import type { IncidentFile } from '../../model/incident-file.ts'
import { broken, intact, type Verdict } from './verdict.ts'

/** What a paper copy prints is long: its beginning is enough to be typed. */
export const shortestHead = 12

/** True for a hash of the edit chain or the beginning of one, as a copy of a report prints it. */
export function isHead(text: string): boolean {
  return new RegExp(`^[0-9a-f]{${shortestHead},64}$`).test(text)
}

/** Matches a printed copy to this record: by the hash of the edit that its report was rendered after, or the beginning of that hash. */
export function checkHead({ edits }: Pick<IncidentFile, 'edits'>, head: string): Verdict {
  const found = edits.find(({ hash }) => hash.startsWith(head))
  if (found === undefined)
    return broken('record', `copy ${head}`, 'no edit of this record has this hash: the copy is of another record, or of one that was changed')
  const since = edits.length - found.version
  const now = since === 0 ? 'as the record is now' : `${plural(since, 'edit')} were made since`.replace('1 edit were', '1 edit was')
  return intact('record', `copy ${head}`, `was rendered from version ${found.version} of this record, ${now}`)
}
