import type { CustodyEntry } from '../../model/custody.ts'
import type { EvidenceRecords, EvidenceRow } from '../../store/records/evidence-records.ts'
import { unpackedStatus } from '../intake/incident-items.ts'
import { type CameAgain, problemsUnder, recordedProblems, type ToldProblems } from './recorded-problems.ts'
import type { Member, Unpacked } from './unpack-members.ts'

/** What lies in containers that were unpacked before. */
export interface KnownMembers {
  /** Tells what a container held that was unpacked just now. */
  note(container: CameAgain, unpacked: Unpacked): void
  /** What a container holds, nested ones included, each container before what is in it, without what was disposed of; and what was wrong with it. */
  of(container: CameAgain): Promise<Pick<Unpacked, 'members' | 'problems'>>
}

/** Entries read at a time. */
const pageEntries = 10_000

/** The members of an incident's containers, as custody tells them; nothing is read before it is asked for. */
export function openKnownMembers(incident: string, store: EvidenceRecords): KnownMembers {
  const byContainer = new Map<string, Map<string, Member>>()
  const note = (members: readonly Member[]): void => {
    for (const member of members) {
      const inside = byContainer.get(member.parent) ?? new Map<string, Member>()
      inside.set(`${member.sha256} ${member.path}`, member)
      byContainer.set(member.parent, inside)
    }
  }
  const told = new Map<string, ToldProblems>()
  let rows: ReadonlyMap<string, EvidenceRow> | undefined
  const read = async (): Promise<ReadonlyMap<string, EvidenceRow>> => {
    const found = new Map((await store.evidence(incident)).map((row) => [row.sha256, row]))
    for await (const entries of pagesOf(incident, store)) note(entries.flatMap((entry) => memberOf(entry, found) ?? []))
    return found
  }
  return {
    note({ sha256, path }, { members, problems }) {
      note(members)
      if (problems.length > 0) told.set(sha256, { path, problems })
    },
    async of({ sha256, path }) {
      rows ??= await read()
      const members = [...below(sha256, byContainer, new Set([sha256]))]
      return { members, problems: problemsUnder(path, told.get(sha256) ?? recordedProblems(sha256, members, rows)) }
    },
  }
}

async function* pagesOf(incident: string, store: EvidenceRecords): AsyncGenerator<readonly CustodyEntry[]> {
  for (let after = 0; ; ) {
    const { entries, damaged } = await store.keptCustody(incident, { after, limit: pageEntries })
    const last = Math.max(entries.at(-1)?.seq ?? 0, damaged.at(-1)?.seq ?? 0)
    if (last === 0) return
    yield entries
    after = last
  }
}

function memberOf({ action, sha256, parent, path }: CustodyEntry, rows: ReadonlyMap<string, EvidenceRow>): Member | undefined {
  const row = sha256 === undefined ? undefined : rows.get(sha256)
  if (action !== 'collect' || parent === undefined || path === undefined || row === undefined || row.disposedAt !== undefined) return undefined
  return { sha256: row.sha256, size: row.size, parent, name: row.name, path, isContainer: row.status === unpackedStatus }
}

/** `seen`: containers that are open; one that holds itself is told once. */
function* below(container: string, byContainer: ReadonlyMap<string, ReadonlyMap<string, Member>>, seen: Set<string>): Generator<Member> {
  for (const member of byContainer.get(container)?.values() ?? []) {
    yield member
    if (seen.has(member.sha256)) continue
    seen.add(member.sha256)
    yield* below(member.sha256, byContainer, seen)
  }
}
