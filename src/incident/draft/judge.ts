import type { Finding } from '../../model/finding.ts'
import type { Harvest } from '../../model/harvest.ts'
import type { Session } from '../../model/session.ts'

/** How far a session's doings differ from ordinary work, and why, in words for a person. */
export interface Judgement {
  readonly session: Session
  readonly score: number
  readonly reasons: readonly string[]
}

/** From here on a session's acts are told as the attack's; below, they are listed for review. */
export const intruderScore = 6

/** Clients that exist to attack or to probe. */
const attackTools =
  /\b(?:pacu|stratus-red-team|cloudgoat|scout ?suite|prowler|kali|parrot|enumerate-iam|cloudfox|trufflehog|sqlmap|nikto|nmap|masscan|zgrab|gobuster|dirbuster|feroxbuster|wpscan|nuclei|hydra|metasploit|acunetix|burp)/i

/** Enough events elsewhere that a principal's habits are known. */
const established = 20

/** Judges every session; a session that used what an intruder's session issued or created is an intruder's too. */
export function judgeSessions(harvest: Harvest): Map<string, Judgement> {
  const findingsOf = findingsBySession(harvest.findings)
  const habits = habitsOf(harvest.sessions)
  const judged = new Map<string, Judgement>()
  for (const session of harvest.sessions) judged.set(session.id, judgeAlone(session, findingsOf.get(session.id) ?? [], habits))
  inherit({ harvest, judged })
  return judged
}

function findingsBySession(findings: readonly Finding[]): Map<string, Finding[]> {
  const bySession = new Map<string, Finding[]>()
  for (const finding of findings) {
    for (const id of finding.sessions) {
      const list = bySession.get(id)
      if (list === undefined) bySession.set(id, [finding])
      else list.push(finding)
    }
  }
  return bySession
}

interface Habits {
  readonly sessionsOf: ReadonlyMap<string, readonly Session[]>
  /** Address -> principals with an established record there. */
  readonly principalsAt: ReadonlyMap<string, ReadonlySet<string>>
  /** First and last event of all sessions, milliseconds since 1970. */
  readonly period: { readonly begins: number; readonly ends: number }
}

function habitsOf(sessions: readonly Session[]): Habits {
  const principalsAt = new Map<string, Set<string>>()
  for (const session of sessions) {
    if (session.address === undefined || session.count - session.failures < established) continue
    principalsAt.set(session.address, (principalsAt.get(session.address) ?? new Set()).add(identityOf(session)))
  }
  let begins = Number.POSITIVE_INFINITY
  let ends = Number.NEGATIVE_INFINITY
  for (const session of sessions) {
    begins = Math.min(begins, Date.parse(session.first.at))
    ends = Math.max(ends, Date.parse(session.last.at))
  }
  return { sessionsOf: groupSessions(sessions, identityOf), principalsAt, period: { begins, ends } }
}

/** The identity a session used: its principal, else its user on its host. */
export function identityOf(session: Session): string {
  return session.principal ?? `${session.user ?? ''}@${session.host ?? ''}`
}

function nameOf(session: Session): string {
  return session.user ?? session.principal ?? 'used'
}

function judgeAlone(session: Session, findings: readonly Finding[], habits: Habits): Judgement {
  const reasons: string[] = []
  const attack = findings.filter((finding) => finding.rule.story?.role === 'attack')
  let score = weighRules(attack, reasons)
  if (attack.length > 0) {
    score += weighBreadth(attack, reasons)
    score += weighNovelty({ session, habits, reasons, notable: attack.some((finding) => finding.rule.story?.weight !== 'ordinary') })
    score += weighRefusals(session, reasons)
  }
  if (session.agent !== undefined && attackTools.test(session.agent)) {
    score += 3
    reasons.push(`the client "${session.agent}" is a tool for attacks or probing`)
  }
  if (attack.length > 0 && isRoutine(session, habits)) {
    score -= 2
    reasons.push('the same identity, address and client worked here for days before')
  }
  return { session, score, reasons }
}

function weighRules(findings: readonly Finding[], reasons: string[]): number {
  const rules = new Map<string, { telling: boolean; succeeded: boolean; title: string; weight: string; sequence: boolean }>()
  for (const { rule, key } of findings) {
    const succeeded = key['event.outcome'] !== 'failure' || (rules.get(rule.id)?.succeeded ?? false)
    const weight = rule.story?.weight ?? 'ordinary'
    rules.set(rule.id, { telling: weight === 'telling', succeeded, title: rule.title, weight, sequence: rule.id.startsWith('hindcast-sequence') })
  }
  const all = [...rules.values()]
  if (all.some((rule) => rule.sequence)) {
    reasons.push('it signed in after a burst of failed attempts from the same address')
    return intruderScore
  }
  const telling = all.filter((rule) => rule.telling)
  const notable = all.filter((rule) => rule.weight === 'notable')
  const ordinary = all.length - telling.length - notable.length
  for (const rule of telling.slice(0, 2)) reasons.push(`rarely ordinary work: ${rule.title}${rule.succeeded ? '' : ' (refused)'}`)
  const tellingScore = telling.reduce((sum, rule) => sum + (rule.succeeded ? 3 : 1.5), 0)
  return Math.min(6, tellingScore) + Math.min(4, notable.length) + Math.min(1, ordinary * 0.25)
}

/** Ordinary acts widen what telling or notable ones began; alone they are a day's work. */
function weighBreadth(findings: readonly Finding[], reasons: string[]): number {
  if (!findings.some((finding) => finding.rule.story?.weight !== 'ordinary')) return 0
  const tactics = new Set(findings.flatMap((finding) => finding.tactics.slice(0, 1)))
  if (tactics.size < 3) return 0
  reasons.push(`its acts serve ${tactics.size} different tactics`)
  return tactics.size >= 5 ? 3 : 2
}

/** A known identity from an address and with a client it never used, where nobody else works either. */
function weighNovelty({ session, habits, reasons, notable }: { session: Session; habits: Habits; reasons: string[]; notable: boolean }): number {
  const others = (habits.sessionsOf.get(identityOf(session)) ?? []).filter((other) => other.id !== session.id && other.first.at < session.first.at)
  const known = others.reduce((sum, other) => sum + other.count, 0)
  if (known < established) return notable ? weighAppearance({ session, known, habits, reasons }) : 0
  if (session.address === undefined) return 0
  let score = 0
  const sharedHere = [...(habits.principalsAt.get(session.address) ?? [])].some((principal) => principal !== identityOf(session))
  if (!sharedHere && !others.some((other) => other.address === session.address)) {
    score += 2
    reasons.push(`the account ${nameOf(session)} had not been used from ${session.address} before`)
  }
  if (session.agent !== undefined && !others.some((other) => other.agent === session.agent)) {
    // A machine's identity that always came from one place with one client, and now comes from another with another.
    const settled = score > 0 && known >= established * 3 && new Set(others.map((other) => other.agent)).size === 1
    score += settled ? 3 : 1
    reasons.push(`the account ${nameOf(session)} had not been used with the client "${session.agent}" before`)
  }
  return score
}

/** An identity that first appears late in a log that was already well under way. */
function weighAppearance(parts: { session: Session; known: number; habits: Habits; reasons: string[] }): number {
  const { session, known, habits, reasons } = parts
  const { begins, ends } = habits.period
  const late = Date.parse(session.first.at) - begins > (ends - begins) * 0.2
  if (!late || known > 0 || session.count > 1_000 || ends - begins < 86_400_000) return 0
  reasons.push(`the account ${nameOf(session)} does not appear earlier in the evidence`)
  return 1
}

function weighRefusals(session: Session, reasons: string[]): number {
  const refused = Object.values(session.actions).filter((action) => action.failures > 0).length
  if (session.failures < 3 || session.failures < session.count * 0.2 || refused < 3) return 0
  reasons.push(`${session.failures} of its ${session.count} calls were refused, for ${refused} different actions`)
  return 2
}

function isRoutine(session: Session, habits: Habits): boolean {
  const days = (Date.parse(session.last.at) - Date.parse(session.first.at)) / 86_400_000
  const before = (habits.sessionsOf.get(identityOf(session)) ?? []).some(
    (other) => other.id !== session.id && other.address === session.address && other.agent === session.agent,
  )
  return session.count >= 500 && (days >= 2 || before)
}

/** Follows what sessions handed out or created, both ways, until nothing new is found. */
function inherit({ harvest, judged }: { harvest: Harvest; judged: Map<string, Judgement> }): void {
  const links = linksOf(harvest)
  for (let changed = true; changed; ) {
    changed = false
    for (const link of links) changed = follow(link, judged) || changed
  }
}

/** One session issued the credential, or created the account, that another used. */
interface Link {
  readonly parent: Session
  readonly child: Session
  readonly how: string
}

function linksOf(harvest: Harvest): Link[] {
  const byId = new Map(harvest.sessions.map((session) => [session.id, session]))
  const byCredential = groupSessions(harvest.sessions, (session) => session.credential)
  const byUser = groupSessions(harvest.sessions, (session) => session.user)
  const issued = harvest.issues.flatMap((issue) =>
    linksFrom(byId.get(issue.session), byCredential.get(issue.credential), `the credential was issued by ${issue.method}`),
  )
  const created = createdAccounts(harvest.findings).flatMap(({ session, name, at }) => {
    const users = (byUser.get(name) ?? []).filter((child) => child.first.at >= at)
    return linksFrom(byId.get(session), users, `the account "${name}" was created`)
  })
  return [...issued, ...created]
}

function linksFrom(parent: Session | undefined, children: readonly Session[] | undefined, how: string): Link[] {
  if (parent === undefined) return []
  return (children ?? []).filter((child) => child.id !== parent.id).map((child) => ({ parent, child, how }))
}

/**
 * What an intruder's session handed out is an intruder's. Backwards it holds only where address and client are the same too: an
 * administrator may have made an account that was misused later.
 */
function follow({ parent, child, how }: Link, judged: Map<string, Judgement>): boolean {
  const down = (judged.get(parent.id)?.score ?? 0) >= intruderScore
  if (down) return raise({ judged, session: child, reason: `${how} by a session judged an intruder’s` })
  const up = (judged.get(child.id)?.score ?? 0) >= intruderScore && parent.address === child.address && parent.agent === child.agent
  return up ? raise({ judged, session: parent, reason: `${how} in this session, and used by one judged an intruder’s` }) : false
}

function raise({ judged, session, reason }: { judged: Map<string, Judgement>; session: Session; reason: string }): boolean {
  const now = judged.get(session.id)
  if (now !== undefined && now.score >= intruderScore) return false
  judged.set(session.id, { session, score: intruderScore, reasons: [...(now?.reasons ?? []), reason] })
  return true
}

function groupSessions(sessions: readonly Session[], keyOf: (session: Session) => string | undefined): Map<string, Session[]> {
  const groups = new Map<string, Session[]>()
  for (const session of sessions) {
    const key = keyOf(session)
    if (key === undefined || key === '') continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [session])
    else group.push(session)
  }
  return groups
}

const accountMakers = /^(?:createuser|createloginprofile|user_added)$/i

function createdAccounts(findings: readonly Finding[]): { session: string; name: string; at: string }[] {
  return findings
    .filter((finding) => finding.left.length > 0 && finding.values['event.action']?.some((action) => accountMakers.test(action)))
    .flatMap((finding) => finding.sessions.flatMap((session) => finding.left.map((name) => ({ session, name, at: finding.first.at }))))
}
