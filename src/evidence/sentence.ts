import { clip } from '../base/text.ts'
import type { EcsFields } from '../model/event.ts'

/** A sentence for a record whose source brings none: who did what from where, or its first fields. */
export function sentenceFrom(ecs: EcsFields, fields: Readonly<Record<string, unknown>>): string {
  const action = ecs['event.action']
  if (action === undefined) return firstFields(fields)
  const who = ecs['user.name']
  const parts = [action]
  if (who !== undefined) parts.push(`by ${who}`)
  if (ecs['host.name'] !== undefined) parts.push(`on ${ecs['host.name']}`)
  if (ecs['source.ip'] !== undefined) parts.push(`from ${ecs['source.ip']}`)
  if (ecs['event.outcome'] === 'failure') parts.push('(failed)')
  return clip(parts.join(' '), 500)
}

function firstFields(fields: Readonly<Record<string, unknown>>): string {
  const parts: string[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (parts.length === 5) break
    if (typeof value === 'object' || value === '' || value === undefined) continue
    parts.push(`${name} ${clip(String(value), 80)}`)
  }
  return parts.length === 0 ? 'Record without text' : clip(parts.join(', '), 500)
}
