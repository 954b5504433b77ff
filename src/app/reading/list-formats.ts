import { formats } from '../../evidence/formats/index.ts'

/** What `hindcast formats` says of a format. */
export interface FormatListing {
  readonly name: string
  readonly title: string
  readonly recognisedBy: string
  readonly spec: string
  readonly version: number
  readonly logsources: readonly { readonly product?: string; readonly service?: string; readonly category?: string }[]
}

/** Every format that is read, in the order of the list. */
export function listFormats(): FormatListing[] {
  return formats.map(({ name, title, recognisedBy, spec, version, logsources }) => ({ name, title, recognisedBy, spec, version, logsources }))
}
