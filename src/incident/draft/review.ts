import type { Finding } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import type { Judgement } from './judge.ts'
import { intruderScore } from './weigh.ts'

/** What decides whether a finding that is not stated is worth a look. */
export interface ReviewContext {
  /** Addresses that intruders' sessions came from and hardly anybody else. */
  readonly addresses: ReadonlySet<string>
  /** Rule and account -> whether the account was used for such acts on several days. */
  readonly habits: ReadonlySet<string>
}

/** Events of ordinary sessions from an address, from which on it is shared by many. */
const sharedEvents = 20
const dayMs = 86_400_000

export function reviewContextOf(harvest: Harvest, intruders: readonly Judgement[]): ReviewContext {
  const own = new Set(intruders.map(({ session }) => session.id))
  const ordinaryAt = new Map<string, number>()
  for (const { id, address, count, failures } of harvest.sessions) {
    if (address !== undefined && !own.has(id)) ordinaryAt.set(address, (ordinaryAt.get(address) ?? 0) + count - failures)
  }
  const addresses = intruders.flatMap(({ session }) => session.address ?? []).filter((address) => (ordinaryAt.get(address) ?? 0) < sharedEvents)
  return { addresses: new Set(addresses), habits: habitsIn(harvest.findings) }
}

/** What an account is used for on three days or more, from wherever, is its habit. */
function habitsIn(findings: readonly Finding[]): Set<string> {
  const days = new Map<string, Set<number>>()
  for (const finding of findings) {
    const key = habitKey(finding)
    const known = days.get(key) ?? new Set<number>()
    for (const { time } of finding.examples) known.add(Math.floor(Date.parse(time.at) / dayMs))
    days.set(key, known)
  }
  return new Set([...days].filter(([, known]) => known.size >= 3).map(([key]) => key))
}

/** What the same session does again over days. */
function isRepeated(finding: Finding): boolean {
  return finding.count >= 3 && finding.sessions.length <= 3 && Date.parse(finding.last.at) - Date.parse(finding.first.at) > 2 * dayMs
}

function habitKey(finding: Finding): string {
  const account = finding.key['user.name'] ?? finding.values['user.name']?.[0] ?? ''
  return account === '' ? finding.id : `${finding.rule.id}\u0000${account}\u0000${finding.key['host.name'] ?? ''}`
}

/** Why a finding is listed for review, and how much to add to its rank; undefined where it is left out. */
export function reviewOf(finding: Finding, best: Judgement | undefined, context: ReviewContext): { reason: string; more: number } | undefined {
  const weight = finding.rule.story?.weight ?? 'notable'
  const address = finding.key['source.ip'] ?? ''
  if (address !== '' && context.addresses.has(address))
    return { reason: `From ${address}, where sessions judged an intruder’s came from; an address alone joins nothing.`, more: 3 }
  const score = best?.score ?? 0
  if (finding.rule.story?.role === 'context') {
    if (best === undefined || score < intruderScore / 2 || !best.strange || isNoise(finding, best)) return undefined
    return { reason: sentence(best.reasons), more: 0 }
  }
  if (weight === 'ordinary' && score < 4) return undefined
  if (weight !== 'telling' && score < intruderScore - 1 && context.habits.has(habitKey(finding))) return undefined
  if (weight !== 'telling' && score < intruderScore / 2 && isRepeated(finding)) return undefined
  return {
    reason: best !== undefined && best.reasons.length > 0 ? sentence(best.reasons) : aloneReason(weight),
    more: isNoise(finding, best) ? -4 : 0,
  }
}

/** What strangers try everywhere and are refused: the noise of the internet. It is listed last, where there is room. */
export function isNoise(finding: Finding, best: Judgement | undefined): boolean {
  const failed = finding.key['event.outcome'] === 'failure'
  return failed && (best?.session.principal === undefined || best.session.count === best.session.failures)
}

function aloneReason(weight: string): string {
  return weight === 'telling'
    ? 'Rarely ordinary work, but nothing else about the session is unusual.'
    : 'Notable alone; nothing else about the session is unusual.'
}

/** Reasons as one sentence. */
export function sentence(reasons: readonly string[]): string {
  const text = [...new Set(reasons)].slice(0, 4).join('; ')
  return text === '' ? 'It belongs to a session judged an intruder’s.' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
