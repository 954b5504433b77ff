import type { RegexNode } from './regex-syntax.ts'

const mostAlternatives = 40

/**
 * Texts of which one must occur wherever the expression matches; undefined where there is no such list. Looking for them first spares
 * nearly all texts the expression itself.
 */
export function neededLiterals(node: RegexNode): readonly string[] | undefined {
  switch (node.kind) {
    case 'chars':
      return node.literal === undefined ? undefined : [node.literal]
    case 'assert':
      return undefined
    case 'repeat':
      return node.least === 0 ? undefined : neededLiterals(node.of)
    case 'choice': {
      const branches = node.of.map(neededLiterals)
      const all = branches.flatMap((branch) => branch ?? [])
      return branches.includes(undefined) || all.length > mostAlternatives ? undefined : all
    }
    case 'sequence':
      return best([...runsOf(node.of), ...node.of.filter((part) => part.kind !== 'chars').flatMap((part) => [neededLiterals(part)])])
  }
}

/** Runs of literal characters that stand side by side. */
function runsOf(parts: readonly RegexNode[]): string[][] {
  const runs: string[] = ['']
  for (const part of parts) {
    if (part.kind === 'chars' && part.literal !== undefined) runs[runs.length - 1] += part.literal
    // A boundary takes no room: the characters around it are neighbours.
    else if (part.kind !== 'assert') runs.push('')
  }
  return runs.filter((run) => run !== '').map((run) => [run])
}

/** The list whose shortest text is longest: the rarest. */
function best(lists: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  let found: readonly string[] | undefined
  for (const list of lists) {
    if (list !== undefined && (found === undefined || shortest(list) > shortest(found))) found = list
  }
  return found
}

function shortest(list: readonly string[]): number {
  return Math.min(...list.map((text) => text.length))
}
