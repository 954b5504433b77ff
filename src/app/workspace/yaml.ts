import type { ApplyYaml, YamlApplied } from '../../api/yaml.ts'
import { changesFromYaml, type YamlChanges } from '../../exchange/incident-yaml.ts'
import type { DeskTools } from './incident-desk.ts'
import { withEditAppended } from './record-book.ts'
import { Refusal } from './refusal.ts'

/** Enough to mend a file by; the rest is counted. */
const mostListed = 200

/** Merges an incident.yaml into a record as one edit. Throws `yaml` with every problem and its line where anything in it is wrong. */
export async function applyYaml(id: string, { text, name }: ApplyYaml, { records, now }: DeskTools): Promise<YamlApplied> {
  let made = 0
  const { state } = await records.write(id, (record) => {
    const read = changesFromYaml(text, name, record.state.document)
    if (read.problems.length > 0) throw refuse(name, read.problems)
    made = read.changes.length
    if (made === 0) return record
    const base = record.state.version
    return withEditAppended(record, {
      incident: id,
      author: read.author,
      at: now(),
      base,
      changes: [...read.changes],
      note: `Taken from ${fileName(name)}`,
    })
  })
  return { version: state.version, head: state.head, changes: made }
}

function refuse(name: string, problems: YamlChanges['problems']): Refusal {
  const [first] = problems
  const many = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`
  const message = `${fileName(name)}, line ${first?.line ?? 1}: ${first?.message ?? ''}${many}. Nothing was saved`
  const listed = problems
    .slice(0, mostListed)
    .map(({ line, column, path, message: told }) => ({ line, column, ...(path === '' ? {} : { path }), message: told }))
  return new Refusal('yaml', message, { problems: listed })
}

function fileName(name: string): string {
  return name.split(/[\\/]/).at(-1) || 'incident.yaml'
}
