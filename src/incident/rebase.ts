import { jsonEqual } from '../base/json-equal.ts'
import type { Change, Edit } from '../model/edit.ts'
import { pathsUp, writtenPath } from './fold.ts'

/**
 * The paths where changes made on an older version meet what was written since: the same field, something above it or something below it. Changes
 * of different fields of one item do not meet, nor do two that set the same value; a move meets only another move or the removal of its item.
 */
export function conflictsWith(changes: readonly Change[], since: readonly Edit[]): string[] {
  const newer = since.flatMap((edit) => edit.changes)
  const above = new Map<string, Change[]>()
  const below = new Map<string, Change[]>()
  for (const change of newer) {
    const path = writtenPath(change)
    push(above, path, change)
    for (const up of pathsUp(path).slice(1)) push(below, up, change)
  }
  const meets = (change: Change): boolean => {
    const path = writtenPath(change)
    const others = [...pathsUp(path).flatMap((up) => above.get(up) ?? []), ...(below.get(path) ?? [])]
    return others.some((other) => doMeet(change, other))
  }
  return [...new Set(changes.filter(meets).map(writtenPath))]
}

function doMeet(mine: Change, other: Change): boolean {
  const isSamePath = writtenPath(mine) === writtenPath(other)
  if (other.op === 'move') return isSamePath && mine.op === 'move'
  if (mine.op === 'move') return other.op === 'remove' || (isSamePath && other.op === 'add')
  return !(mine.op === 'set' && other.op === 'set' && isSamePath && jsonEqual(mine.value, other.value))
}

function push(map: Map<string, Change[]>, key: string, change: Change): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [change])
  else list.push(change)
}
