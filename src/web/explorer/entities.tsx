import type { EventDetail, EventRow } from '../../api/search.ts'
import { objectAt, textAt } from '../../base/json.ts'
import { clip, showControls } from '../../base/text.ts'
import { type EntityKind, entityQuery } from '../../query/entity.ts'
import { formatQuery } from '../../query/format.ts'

export interface EntitiesProps {
  readonly row: EventRow
  readonly event: EventDetail['event']
  onSearch(query: string): void
}

/** One click to everything of whoever and whatever took part in the event. */
export function Entities({ row, event, onSearch }: EntitiesProps) {
  const found = entitiesOf(row, event)
  if (found.length === 0) return undefined
  return (
    <section aria-label="Everything of" className="flex flex-col gap-1.5">
      <h3 className="font-semibold">Everything of</h3>
      <ul className="flex flex-wrap gap-1.5">
        {found.map(([kind, value]) => (
          <li key={`${kind} ${value}`} className="max-w-full">
            <button
              type="button"
              className="flex max-w-full items-baseline gap-1.5 rounded border border-line bg-sunken px-1.5 py-0.5 text-sm hover:border-accent-text"
              onClick={() => onSearch(formatQuery(entityQuery({ kind, value })))}
            >
              <span className="shrink-0 text-xs text-faint">{kind}</span>
              <span className="min-w-0 truncate text-accent-text">{clip(showControls(value), 60)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const ecsEntities: readonly (readonly [EntityKind, readonly string[]])[] = [
  ['user', ['user.name', 'user.target.name']],
  ['ip', ['source.ip', 'destination.ip']],
  ['host', ['host.name']],
  ['domain', ['source.domain', 'destination.domain']],
  ['process', ['process.name']],
  ['file', ['file.path']],
  ['account', ['cloud.account.id']],
]

const actorEntities: readonly (readonly [EntityKind, string])[] = [
  ['principal', 'principal'],
  ['credential', 'credential'],
  ['credential', 'issued'],
]

/** Who and what took part in an event, each once. */
function entitiesOf({ ecs }: EventRow, event: EventDetail['event']): readonly (readonly [EntityKind, string])[] {
  const actor = objectAt(event, 'actor')
  const named = ecsEntities.flatMap(([kind, names]) => names.map((name) => [kind, String(ecs[name] ?? '')] as const))
  const acted = actorEntities.map(([kind, key]) => [kind, textAt(actor, key) ?? ''] as const)
  const all = [...named, ...acted].filter(([, value]) => value !== '')
  return all.filter(([kind, value], index) => all.findIndex((one) => one[0] === kind && one[1] === value) === index)
}
