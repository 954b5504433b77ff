import type { Incident } from '../../src/model/incident.ts'
import { type Figure, figure } from './figure.ts'
import type { Truth } from './truth.ts'

/** Of all pairs of phases that the truth has in an order, the share that the stated timeline has in the same; a phase it does not tell is in no order. */
export function orderOfPhases(truth: Truth, document: Incident): Figure[] {
  const firsts = new Map<string, string>()
  for (const { phase, occurred, kind, tier } of document.timeline) {
    const at = occurred.earliest
    if (kind !== 'attacker' || tier !== 'stated' || at === undefined) continue
    const before = firsts.get(phase)
    if (before === undefined || Date.parse(at) < Date.parse(before)) firsts.set(phase, at)
  }
  const order = truth.phases.map(({ phase }) => phase).filter((phase) => phase !== 'phase-5')
  const pairs = order.flatMap((early, index) => order.slice(index + 1).map((late) => [early, late] as const))
  if (pairs.length === 0) return []
  const right = pairs.filter(([early, late]) => {
    const [first, second] = [firsts.get(early), firsts.get(late)]
    return first !== undefined && second !== undefined && Date.parse(first) <= Date.parse(second)
  })
  return [figure('pairs of phases in order', right.length / pairs.length, 'share')]
}

/** Steps of the movement path that are proposed: both ends name the same identity, host or address. */
export function stepsFound(truth: Truth, document: Incident): Figure[] {
  if (truth.path.length === 0) return []
  const proposed = document.rootCause.movement.path.filter(({ review }) => review === 'proposed')
  const isSame = (a: { from: string; to: string }, b: { from: string; to: string }): boolean => meets(a.from, b.from) && meets(a.to, b.to)
  const found = truth.path.filter((step) => proposed.some((candidate) => isSame(candidate, step))).length
  const right = proposed.filter((candidate) => truth.path.some((step) => isSame(candidate, step))).length
  return [
    figure('path steps found', found / truth.path.length, 'share'),
    figure('path steps right', proposed.length === 0 ? 1 : right / proposed.length, 'share'),
  ]
}

/** Words that join names, and tell nothing themselves. */
const joining = new Set([
  'on',
  'at',
  'as',
  'account',
  'user',
  'role',
  'host',
  'the',
  'cloud',
  'session',
  'address',
  'arn',
  'aws',
  'iam',
  'sts',
  'assumed-role',
])

function meets(a: string, b: string): boolean {
  const names = new Set(namesIn(a))
  return namesIn(b).some((name) => names.has(name))
}

function namesIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9._-]+/)
    .filter((name) => name.length > 1 && !joining.has(name))
}
