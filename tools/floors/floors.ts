import type { Breach } from './breach.ts'
import { checkCode, longFunctions } from './code-floors.ts'
import { checkFolders } from './folder-floors.ts'
import { checkImports } from './import-floors.ts'
import { readTree } from './tree.ts'

export interface Floors {
  readonly breaches: readonly Breach[]
  readonly warnings: readonly Breach[]
  readonly files: number
}

/** Checks a checkout against the architecture and the house style. */
export function checkFloors(root: string): Floors {
  const tree = readTree(root)
  return {
    breaches: [...checkFolders(tree), ...checkImports(tree), ...[...tree.sources, ...tree.outside].flatMap(checkCode)],
    warnings: tree.sources.flatMap(longFunctions),
    files: tree.sources.length + tree.outside.length,
  }
}
