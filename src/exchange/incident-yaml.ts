import { isZone } from '../base/zone.ts'
import type { Author, Change } from '../model/edit.ts'
import type { Incident } from '../model/incident.ts'
import { fileIdOf, mergeFields } from './yaml/merge-wanted.ts'
import { plainKey } from './yaml/names.ts'
import { readFile } from './yaml/read-file.ts'
import { resolveCauses } from './yaml/resolve-causes.ts'
import { complain, type Reading } from './yaml/wanted.ts'
import { parseYaml, type YamlNode, type YamlProblem } from './yaml/yaml-tree.ts'

export { starterYaml } from './starter-yaml.ts'

/** What a file asks of the record: changes, or everything wrong with it and no change at all. */
export interface YamlChanges {
  readonly changes: readonly Change[]
  readonly problems: readonly YamlProblem[]
  /** Who speaks: the `author` of the file, else the file itself. */
  readonly author: Author
}

/**
 * Reads an incident.yaml and answers the changes that make the record say what it says. Only what stands in the file is set; a file the record already
 * agrees with gives no change; given again after somebody edited the record, its values are set again.
 *
 * Rows of lists are found by `id`, by the id this file gave them before, or by their name (a system by its name, evidence by its file name); rows this
 * file gave before and gives no more are removed. Speaking of a proposal accepts it. Times state their zone, or the file states one as `timezone`.
 */
export function changesFromYaml(text: string, fileName: string, document: Incident): YamlChanges {
  const author: Author = { name: fileName.split(/[\\/]/).at(-1) || 'incident.yaml', kind: 'file' }
  const { root, problems } = parseYaml(text)
  if (root === undefined) return { changes: [], problems, author }
  const reading: Reading = { problems: [], phases: document.phases, zone: undefined }
  const zoned = { ...reading, zone: zoneOf(reading, root, document) }
  const fileId = fileIdOf(fileName)
  const fields = resolveCauses(zoned, readFile(zoned, root, document), { document, fileId })
  const changes: Change[] = []
  if (zoned.problems.length === 0) mergeFields({ reading: zoned, fileId, document, changes }, fields)
  const named = { ...author, name: topLevelText(root, 'author') ?? author.name }
  if (zoned.problems.length > 0)
    return { changes: [], problems: zoned.problems.toSorted((a, b) => a.line - b.line || a.column - b.column), author: named }
  return { changes, problems: [], author: named }
}

/** The zone of times that state none: the file's `timezone`, else the display zone of the file or of the record where it is not plain UTC. */
function zoneOf(reading: Reading, root: YamlNode, document: Incident): string | undefined {
  const node = topLevelNode(root, 'timezone')
  if (node?.kind === 'scalar') {
    if (isZone(node.text)) return node.text
    complain(reading, node.place, '', `"${node.text}" is no time zone: write UTC, +01:00 or a name such as Europe/Berlin`)
  }
  const people = topLevelNode(root, 'people')
  const display =
    (people === undefined ? undefined : topLevelText(people, 'displayzone')) ?? topLevelText(root, 'displayzone') ?? document.people.displayZone
  return display !== 'UTC' && isZone(display) ? display : undefined
}

function topLevelText(root: YamlNode, key: string): string | undefined {
  const node = topLevelNode(root, key)
  return node?.kind === 'scalar' && node.text.trim() !== '' ? node.text.trim() : undefined
}

function topLevelNode(root: YamlNode, key: string): YamlNode | undefined {
  return root.kind === 'map' ? root.entries.find((entry) => plainKey(entry.key) === key)?.value : undefined
}
