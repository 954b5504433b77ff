import { derivedId } from '../../base/id.ts'
import { compareInstantTexts } from '../../base/instant.ts'
import { agree, listOf } from '../../base/text.ts'
import type { EventTime } from '../../model/event.ts'
import type { Citation } from '../../model/citation.ts'
import { citationsOf } from '../../model/finding-citation.ts'
import type { Harvest, ProposedElement } from '../../model/harvest.ts'
import type { Issue, Session } from '../../model/session.ts'
import { systemsOf } from './entries.ts'
import { namesOf } from './persons.ts'
import { insideSteps, madeSteps, metadataSteps, statedSignIns, type StepTo, webSteps } from './server-steps.ts'
import { isPrivateAddress } from './sign-ins.ts'
import { distinct } from './who.ts'
import type { Tiers } from './tiers.ts'

/**
 * The movement path: from an address to the first identity, and from identity to identity where a credential was issued by
 * one and used by the other. An address alone never joins two identities.
 */
export function proposeMovement(harvest: Harvest, tiers: Tiers): { path: ProposedStep[]; access: ProposedElement[] } {
  const sessions = tiers.intruders.map(({ session }) => session)
  const issued = issuedSteps(harvest.issues, sessions)
  const walked = walkedSteps(sessions)
  const read = metadataSteps(tiers)
  const gone = new Set([...issued, ...walked].map(({ child }) => child.id))
  const inside = insideSteps(tiers).filter(({ child }) => !gone.has(child.id))
  const joined = [...issued, ...walked, ...read, ...inside]
  const children = new Set(joined.map(({ child }) => child.id))
  const entries = sessions
    .filter((session) => !children.has(session.id) && session.address !== undefined && hasIdentity(session))
    .map((session) => entryStep(session, tiers))
  const reached = new Map(joined.map(({ step }) => [step.to, step.at]))
  // Who came once more to where a step had already led has not entered there.
  const ways = entries.filter(({ to, at }) => compareInstantTexts(reached.get(to) ?? at, at) >= 0)
  const known = [...ways, ...webSteps(harvest, tiers), ...joined.map(({ step }) => step)]
  const further = [...statedSignIns(tiers), ...madeSteps(tiers)].filter((step) => !known.some(({ to }) => to === step.to))
  const steps = mergeSteps([...known, ...further, ...sharedSteps(tiers)])
  return { path: steps, access: accessOf(sessions.filter(hasIdentity)) }
}

/** A proposed step of the movement path. */
export interface ProposedStep extends Step {
  readonly id: string
  readonly review: 'proposed'
}

/** One step, before it gets an id. */
export interface Step {
  /**
   * How the step is known: by a sign-in from outside, by a credential or an account that went on from one place to the next, by acts that show a server
   * and the role of its machine in other hands, or by what was shared.
   */
  readonly kind: 'entry' | 'hop' | 'reach' | 'share'
  readonly from: string
  readonly to: string
  readonly at: string
  /** `at` with all that its source says of it; not part of the record. */
  readonly time: EventTime
  readonly method: string
  readonly credential: string | undefined
  readonly citations: readonly Citation[]
}

/** The way in: the sign-in that worked after a burst of failed ones where there was one, else the session's first act. */
function entryStep(session: Session, tiers: Tiers): Step {
  const agent = session.agent === undefined ? '' : ` with the client ${session.agent}`
  const guessed = tiers.stated.find(
    ({ finding }) => finding.rule.id.startsWith('hindcast-sequence') && finding.sessions.includes(session.id),
  )?.finding
  return {
    kind: 'entry',
    from: session.address ?? 'unknown',
    to: placeOf(session),
    at: (guessed ?? session).first.at,
    time: (guessed ?? session).first,
    method: guessed === undefined ? `Earliest seen use from this address${agent}` : 'Sign-in after a burst of failed attempts',
    credential: session.credential,
    citations: guessed === undefined ? [session.firstEvent] : citationsOf(guessed),
  }
}

function issuedSteps(issues: readonly Issue[], sessions: readonly Session[]): { step: Step; child: Session }[] {
  const byId = new Map(sessions.map((session) => [session.id, session]))
  const byCredential = new Map<string, Session[]>()
  for (const session of sessions) {
    if (session.credential !== undefined) byCredential.set(session.credential, [...(byCredential.get(session.credential) ?? []), session])
  }
  return issues.flatMap((issue) => {
    const parent = byId.get(issue.session)
    if (parent === undefined) return []
    return (byCredential.get(issue.credential) ?? [])
      .filter((child) => child.id !== parent.id)
      .map((child) => ({ child, step: issueStep(issue, parent, child) }))
  })
}

function issueStep(issue: Issue, parent: Session, child: Session): Step {
  return {
    kind: 'hop',
    from: placeOf(parent),
    to: placeOf(child),
    at: issue.at.at,
    time: issue.at,
    method: issue.method,
    credential: issue.credential,
    citations: [issue.citation, child.firstEvent],
  }
}

/** How long after an intruder was last seen the same hands may go on from there. */
const sameHandsMs = 24 * 3_600_000

/**
 * Sign-ins to hosts that continue something: from inside of the network, of the same account from another host; from outside, with an account of somebody
 * else than was used from that address just before. Both ends were judged an intruder's by themselves; the address alone would join nothing.
 */
function walkedSteps(sessions: readonly Session[]): StepTo[] {
  const signIns = sessions.filter((session) => session.host !== undefined && session.address !== undefined && session.user !== undefined)
  return signIns.flatMap((child) => {
    const earlier = sessions.filter((session) => isJustBefore(session, child)).toSorted((a, b) => compareInstantTexts(b.first.at, a.first.at))
    if (isPrivateAddress(child.address ?? '')) {
      const onward = earlier.find((session) => session.host !== undefined && session.host !== child.host && session.user === child.user)
      return onward === undefined
        ? []
        : [{ child, step: walkStep(onward, child, `Sign-in from ${child.address ?? ''} with the account held on the other host`) }]
    }
    const there = earlier.filter((session) => session.address === child.address && hasIdentity(session))
    const other = there.find((session) => placeOf(session) !== placeOf(child))
    if (other === undefined || there.some((session) => isSamePerson(session, child))) return []
    return [{ child, step: walkStep(other, child, `Sign-in from ${child.address ?? ''}, where the other account was used just before`) }]
  })
}

/** Whoever comes once more from the same address as themselves has entered once more, and gone on from nowhere. */
function isSamePerson(a: Session, b: Session): boolean {
  const names = new Set(namesOf(a))
  return namesOf(b).some((name) => names.has(name))
}

function isJustBefore(session: Session, child: Session): boolean {
  const begun = Date.parse(child.first.at)
  return session.id !== child.id && Date.parse(session.first.at) < begun && Date.parse(session.last.at) + sameHandsMs >= begun
}

function hasIdentity(session: Session): boolean {
  return session.user !== undefined || session.principal !== undefined
}

function walkStep(parent: Session, child: Session, method: string): Step {
  return {
    kind: 'hop',
    from: placeOf(parent),
    to: placeOf(child),
    at: child.first.at,
    time: child.first,
    method,
    credential: child.credential,
    citations: [child.firstEvent],
  }
}

/** Accounts of the provider that something was shared with. */
function sharedSteps(tiers: Tiers): Step[] {
  return tiers.stated.flatMap(({ finding }) => {
    if (!finding.techniques.includes('T1537') || finding.key['event.outcome'] === 'failure') return []
    const from = systemsOf(finding)[0]
    const texts = Object.entries(finding.values).flatMap(([name, values]) => (/valuesToAdd|userId/.test(name) ? values : []))
    const accounts = new Set(texts.flatMap((text) => text.match(/\b\d{12}\b/g) ?? []))
    if (from === undefined) return []
    return [...accounts].map((account) => ({
      kind: 'share' as const,
      from,
      to: `Account ${account}`,
      at: finding.first.at,
      time: finding.first,
      method: finding.rule.title,
      credential: undefined,
      citations: citationsOf(finding),
    }))
  })
}

/** Where a session acted: the account, on its host where there is one. */
function placeOf(session: Session): string {
  const account = session.user ?? session.principal ?? 'unknown account'
  return session.host === undefined ? account : `${account} on ${session.host}`
}

/** One step for the same way taken several times: the first time stands for it. */
function mergeSteps(steps: readonly Step[]): ProposedStep[] {
  const merged = new Map<string, Step>()
  for (const step of [...steps].sort((a, b) => compareInstantTexts(a.at, b.at))) {
    const key = `${step.from}\u0000${step.to}\u0000${step.method}`
    if (!merged.has(key)) merged.set(key, step)
  }
  return [...merged].slice(0, 200).map(([key, step]) => ({ id: derivedId('step', key), review: 'proposed', ...step }))
}

function accessOf(sessions: readonly Session[]): ProposedElement[] {
  const byUser = new Map<string, Session[]>()
  for (const session of sessions) {
    const name = placeOf(session)
    byUser.set(name, [...(byUser.get(name) ?? []), session])
  }
  return [...byUser]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]) => {
      const credentials = distinct(own.map((session) => session.credential))
      const shown = credentials.length === 0 ? '' : ` with the ${agree(credentials.length, 'credential', 'credentials')} ${listOf(credentials, 3)}`
      return {
        id: derivedId('access', name),
        review: 'proposed',
        text: `Account ${name}${shown}`,
        citations: own.slice(0, 2).map((session) => session.firstEvent),
      }
    })
}
