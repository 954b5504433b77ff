import type { Problem } from '../../model/problem.ts'
import { createProblemLedger } from '../reading/problems.ts'
import { unpackFile } from '../reading/unpack.ts'
import { cleanFileName } from '../workspace/file-name.ts'
import { type MemberVault, openMemberStore } from './member-store.ts'

/** A file that lay in a container. */
export interface Member {
  readonly sha256: string
  readonly size: number
  /** SHA-256 of the container it lay in. */
  readonly parent: string
  readonly name: string
  /** Inside its container. */
  readonly path: string
  readonly modifiedMs?: number
  /** True where it is a container itself, whose members are items too. */
  readonly isContainer: boolean
  /** What was told of it: its bytes were cut off or are not those that were archived, its name was changed. */
  readonly problems?: readonly Problem[]
}

/** What unpacking a container gave. */
export interface Unpacked {
  readonly isContainer: boolean
  readonly members: readonly Member[]
  readonly problems: readonly Problem[]
}

/** Puts every member of a container, nested ones included, into the vault: answered once all of them are on the disk. Nothing for a file that is none. What is refused is a problem. */
export async function unpackMembers(
  given: { readonly sha256: string; readonly path: string; readonly signal?: AbortSignal | undefined },
  vault: MemberVault,
): Promise<Unpacked> {
  const { sha256: root, path, signal } = given
  const members: Member[] = []
  const store = openMemberStore(vault)
  const problems = createProblemLedger(path)
  // Where each container lies: what lies in it begins with that.
  const places = new Map<string, string>()
  const isContainer = await unpackFile({
    path,
    file: vault.path(root),
    sha256: root,
    ...(signal === undefined ? {} : { signal }),
    put: store.put,
    onItem({ sha256, size, parent, path: full, container, modifiedMs }) {
      if (container !== undefined) places.set(sha256, full)
      if (parent === undefined) return
      const inside = full.slice((places.get(parent) ?? '').length + 1)
      const told = { sha256, size, parent, name: cleanFileName(inside), path: inside, isContainer: container !== undefined }
      members.push(modifiedMs === undefined ? told : { ...told, modifiedMs: Math.floor(modifiedMs) })
    },
    onProblem: problems.add,
  })
  await store.flush()
  const all = problems.list()
  return { isContainer, members: withProblems(members, all), problems: all }
}

/** The problems that name a member, with it: they are told before it is. */
function withProblems(members: readonly Member[], problems: readonly Problem[]): Member[] {
  const own = Map.groupBy(problems, ({ evidence }) => evidence)
  return members.map((member) => {
    const found = own.get(member.sha256)
    return found === undefined ? member : { ...member, problems: found }
  })
}
