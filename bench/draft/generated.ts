import type { Case } from './cases.ts'

/** Demonstrations of every scenario, from several seeds, with fewer ordinary events than the ones that ship unless `isFull`. */
export async function generatedCases(_given: { place: string; seeds: readonly number[]; isFull: boolean }): Promise<Case[]> {
  return []
}
