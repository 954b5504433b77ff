import type { FormatList } from '../../api/formats.ts'
import { formats } from '../../evidence/formats/index.ts'

/** What evidence is read, in the order of the list. */
export function listFormats(): FormatList {
  return formats.map(({ name, title, version, spec, recognisedBy }) => ({ name, title, version, spec, recognisedBy }))
}
