import data from './attack.json' with { type: 'json' }

/** A tactic of ATT&CK Enterprise: `id` TA0001 …, `key` its short name in tags (`initial-access`). */
export interface Tactic {
  readonly id: string
  readonly name: string
  readonly key: string
}

/** A technique or sub-technique; `tactics` are tactic ids in the order of the matrix. */
export interface Technique {
  readonly id: string
  readonly name: string
  readonly tactics: readonly string[]
}

/** The version of ATT&CK every id here belongs to; ids of older versions resolve through `resolveTechnique`. */
export const attackVersion: string = data.version

/** The tactics in the order of the matrix. */
export const tactics: readonly Tactic[] = data.tactics

const techniques: Readonly<Record<string, { readonly name: string; readonly tactics: readonly string[] }>> = data.techniques
const revoked: Readonly<Record<string, string>> = data.revoked

/** Names that tactics had in earlier versions, as tags still spell them. */
const formerTactics: Readonly<Record<string, string>> = { 'defense-evasion': 'stealth' }

/** The technique of a current id; undefined for revoked and unknown ids. */
export function techniqueOf(id: string): Technique | undefined {
  const found = Object.hasOwn(techniques, id) ? techniques[id] : undefined
  return found === undefined ? undefined : { id, ...found }
}

/** The current technique of an id of any version, followed through its successors; undefined for ids nobody knows. Upper and lower case are the same. */
export function resolveTechnique(id: string): Technique | undefined {
  let current = id.toUpperCase()
  for (let step = 0; step < 5 && Object.hasOwn(revoked, current); step++) current = revoked[current] ?? current
  return techniqueOf(current)
}

/** The tactic of an id (`TA0001`) or of its short name (`initial-access`, also spelled with underscores or as in an earlier version). */
export function resolveTactic(idOrKey: string): Tactic | undefined {
  const key = idOrKey.toLowerCase().replaceAll('_', '-')
  const current = formerTactics[key] ?? key
  return tactics.find((tactic) => tactic.key === current || tactic.id.toLowerCase() === current)
}

/** Orders tactic ids as the matrix does; unknown ids come last. */
export function compareTactics(a: string, b: string): number {
  return orderOf(a) - orderOf(b)
}

function orderOf(id: string): number {
  const index = tactics.findIndex((tactic) => tactic.id === id)
  return index === -1 ? tactics.length : index
}
