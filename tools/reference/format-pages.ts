import { formats } from '../../src/evidence/formats/index.ts'
import { type Page, markdownPage, table } from './page.ts'

/** The evidence formats, from the units themselves. */
export function formatPages(): Page[] {
  const rows = formats.map(({ name, title, version, recognisedBy, spec }) => [`\`${name}\``, title, String(version), recognisedBy, `<${spec}>`])
  const intro =
    'A file is recognised by its head, never by its name alone; each format may be plain or gzipped. `hindcast formats` prints the same list.'
  return [
    markdownPage('docs/reference/formats.md', 'Evidence formats', [intro, table(['name', 'what', 'version', 'recognised by', 'described at'], rows)]),
  ]
}
