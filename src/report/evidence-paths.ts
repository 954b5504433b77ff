import type { EvidenceItem } from '../model/evidence-item.ts'

/**
 * Where an item lay within the evidence as it was handed in: the folders that lead to all of it are left out, because they tell of the machine that read
 * it, not of the evidence. Paths that were never absolute are given back as they are.
 */
export function pathWithin(evidence: readonly EvidenceItem[]): (path: string) => string {
  const folders = evidence.flatMap(({ path }) => (path !== undefined && isAbsolute(path) ? [foldersOf(path)] : []))
  const [first = []] = folders
  const shared = folders.reduce((most, one) => {
    const differs = one.findIndex((folder, index) => folder !== most[index])
    return most.slice(0, differs === -1 ? one.length : differs)
  }, first)
  const length = shared.reduce((sum, folder) => sum + folder.length, 0)
  return (path) => (isAbsolute(path) ? path.slice(length) : path)
}

function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path)
}

/** The folders of a path, each with the separator behind it; what lies inside a container ("a.zip!b.log") is no folder. */
function foldersOf(path: string): string[] {
  const [outside = ''] = path.split('!')
  return outside.match(/[^/\\]*[/\\]/g) ?? []
}
