import type { Problem } from '../../model/problem.ts'
import { unpackHarvest } from '../intake/harvest-blob.ts'
import { readSettings } from '../intake/intake-item.ts'
import { readItemDetail } from '../intake/item-detail.ts'
import { readEvidence } from '../reading/read-evidence.ts'
import type { EvidencePlace } from './evidence-place.ts'

export interface BrokenRequest {
  readonly incident: string
  /** Items that are asked about (SHA-256). */
  readonly only: ReadonlySet<string>
  /** True where every problem is wanted: an item with more of them than are kept is gone through once more. */
  readonly all: boolean
  readonly signal?: AbortSignal | undefined
}

/** What could not be read of one item. */
export interface BrokenItem {
  readonly path: string
  /** Problems that mean that something was not read; more than those given to `onProblem` where not all are wanted. */
  readonly failures: number
}

/**
 * Gives the problems that items were read with, item by item in the order of their paths, the harmless ones (no known format, an empty file) included. Items that
 * were not read are left out: they have none yet, or are told as failures of the reading.
 */
export async function brokenRecords(request: BrokenRequest, place: EvidencePlace, onProblem: (problem: Problem) => void): Promise<BrokenItem[]> {
  const { incident, all, signal } = request
  const items: BrokenItem[] = []
  for (const { sha256, task, detail } of await faulty(request, place)) {
    signal?.throwIfAborted()
    const bytes = await place.store.harvest(incident, sha256)
    const harvest = bytes === undefined ? undefined : unpackHarvest(bytes)
    const listed = harvest?.problems ?? detail.problems
    const isWhole = listed.length === detail.summary.problems
    if (isWhole || !all || task === undefined) for (const problem of listed) onProblem(problem)
    else
      await readEvidence({
        ...task,
        file: place.vault.path(sha256),
        ...(signal === undefined ? {} : { signal }),
        onEvent: () => undefined,
        onProblem,
      })
    items.push({ path: task?.path ?? sha256, failures: harvest?.failures ?? detail.summary.problems })
  }
  return items
}

/** Items that were read with problems. */
async function faulty({ incident, only }: BrokenRequest, { store }: EvidencePlace) {
  const rows = await store.readings(incident)
  const found = rows.flatMap(({ sha256, settings, detail }) => {
    const known = only.has(sha256) ? readItemDetail(detail) : undefined
    return known === undefined || known.summary.problems === 0 ? [] : [{ sha256, task: readSettings(settings), detail: known }]
  })
  const key = ({ task, sha256 }: (typeof found)[number]): string => `${task?.path ?? ''}\0${sha256}`
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
