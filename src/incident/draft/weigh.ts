import { lowerFirst } from '../../base/sentence.ts'
import type { Finding } from '../../model/finding.ts'
import type { Person } from './persons.ts'
import { weighSignIn } from './sign-ins.ts'
import { beganAt, countOf, established, failuresOf, type Habits, nameOf, type Presence, succeeded } from './presence.ts'

/** How far a presence differs from ordinary work. */
export interface Weight {
  readonly score: number
  /** For a person, without a full stop. */
  readonly reasons: readonly string[]
  /** True where the presence itself is out of the ordinary (place, client, tool), not only its acts. */
  readonly strange: boolean
}

/** From here on acts are told as the attack's; below, they are listed for review. */
export const intruderScore = 6

/** Clients that exist to attack. */
const attackTools =
  /\b(?:pacu|stratus-red-team|cloudgoat|enumerate-iam|cloudfox|trufflehog|sqlmap|nikto|masscan|zgrab|gobuster|dirbuster|feroxbuster|wpscan|nuclei|hydra|metasploit|acunetix)/i

/** Clients that auditors use as well as intruders. */
const probingTools = /\b(?:scout ?suite|kali|parrot|nmap|burp)/i

/** Weighs a presence on its own; what joins it to others comes later. */
export function weigh(presence: Presence, habits: Habits): Weight {
  const signIn = weighSignIn(presence, habits.hosts)
  const attack = [...new Set([...presence.findings, ...(signIn?.acts ?? [])])].filter((finding) => finding.rule.story?.role === 'attack')
  const tool = weighTool(presence)
  if (attack.length === 0 && tool.score === 0 && signIn === undefined) return nothing
  const isOnHost = presence.sessions[0]?.dataset === 'syslog'
  const place = signIn ?? (isOnHost ? nothing : weighPlace(presence, habits, attack))
  const server = weighServer(attack)
  const parts = [weighRules(attack), weighBreadth(attack), place, weighServed(presence, attack, habits), server, weighRefusals(presence), tool]
  const strange = parts.some((part) => part.strange)
  // A server's account is always at work; typed commands tell in spite of it.
  if (!strange && server.score === 0 && isRoutine(presence))
    parts.push({ score: -2, reasons: ['the same identity, address and client worked here for days before'], strange: false })
  const sum = parts.reduce((total, part) => total + part.score, 0)
  // A stranger who was refused everything came nowhere, whatever was tried.
  const isRefused = presence.identity === undefined && attack.every(({ key }) => key['event.outcome'] === 'failure')
  const score = isRefused ? Math.min(sum, intruderScore - 0.5) : sum
  // An identity that nobody used before, with acts far beyond what administration needs, is out of the ordinary wherever it comes from.
  const isSudden = score >= intruderScore + 3 && isLate(presence, habits) && knownBefore(presence, habits) === 0
  return { score, reasons: parts.flatMap((part) => part.reasons), strange: strange || isSudden }
}

/** True where the log was well under way before the presence began. */
function isLate(presence: Presence, { period: { begins, ends } }: Habits): boolean {
  return Date.parse(beganAt(presence)) - begins > (ends - begins) * 0.2 && ends - begins >= 86_400_000
}

function knownBefore(presence: Presence, habits: Habits): number {
  const others = (habits.presencesOf.get(presence.identity ?? '') ?? []).filter((other) => other !== presence && beganAt(other) < beganAt(presence))
  return presence.identity === undefined ? established : others.reduce((sum, other) => sum + countOf(other), 0)
}

/** What the acts alone must weigh before sources are added up: a new place and a new key are everybody's now and then. */
const leastOfPerson = 3

/** Weighs what an account did from one address in all sources: only where the address is new to it in each where it is known. */
export function weighPerson({ name, address, presences, findings }: Person, habits: Habits): Weight {
  const attack = findings.filter((finding) => finding.rule.story?.role === 'attack')
  const places = presences.map((presence) => weighSignIn(presence, habits.hosts) ?? weighPlace(presence, habits, attack))
  if (wasThereBefore(presences, attack, habits)) return nothing
  const place = Math.max(...places.map((part) => part.score))
  if (weighRules(attack).score < leastOfPerson) return nothing
  const parts = [
    weighRules(attack),
    weighBreadth(attack),
    ...presences
      .map(weighRefusals)
      .filter((part) => part.score > 0)
      .slice(0, 1),
  ]
  const more = presences.length >= 3 ? 1 : 0
  return {
    score: place + more + parts.reduce((sum, part) => sum + part.score, 0),
    reasons: [
      `the account ${name} was used from ${address}, new to it, in ${presences.length} logs or roles`,
      ...parts.flatMap((part) => part.reasons),
    ],
    strange: true,
  }
}

/** Whether anybody, or this account, worked at the address a day or more before it did anything notable there. */
function wasThereBefore(presences: readonly Presence[], attack: readonly Finding[], habits: Habits): boolean {
  const begun = Math.min(...presences.map((presence) => Date.parse(beganAt(presence))))
  const acts = attack.filter(({ rule }) => rule.story?.weight !== 'ordinary').map(({ first }) => Date.parse(first.at))
  return presences.some((presence) => othersAt(presence, habits)) || acts.length === 0 || Math.min(...acts) - begun > 86_400_000
}

const nothing: Weight = { score: 0, reasons: [], strange: false }

function weighRules(findings: readonly Finding[]): Weight {
  const rules = new Map<string, { title: string; weight: string; succeeded: boolean }>()
  for (const { rule, key } of findings) {
    const before = rules.get(rule.id)
    rules.set(rule.id, {
      title: rule.title,
      weight: rule.story?.weight ?? 'ordinary',
      succeeded: key['event.outcome'] !== 'failure' || before?.succeeded === true,
    })
  }
  if ([...rules.keys()].some((id) => id.startsWith('hindcast-sequence'))) {
    return { score: intruderScore, reasons: ['it signed in after a burst of failed attempts from the same address'], strange: true }
  }
  const all = [...rules.values()]
  const telling = all.filter((rule) => rule.weight === 'telling')
  const notable = all.filter((rule) => rule.weight === 'notable').length
  const ordinary = all.length - telling.length - notable
  const tellingScore = telling.reduce((sum, rule) => sum + (rule.succeeded ? 3 : 1.5), 0)
  return {
    score: Math.min(6, tellingScore) + Math.min(4, notable) + Math.min(1, ordinary * 0.25),
    reasons: telling.slice(0, 2).map((rule) => `${lowerFirst(rule.title)}${rule.succeeded ? '' : ' (refused)'}, which is rarely ordinary work`),
    strange: false,
  }
}

/** Ordinary acts widen what telling or notable ones began; alone they are a day's work. */
function weighBreadth(findings: readonly Finding[]): Weight {
  if (!findings.some((finding) => finding.rule.story?.weight !== 'ordinary')) return nothing
  const tactics = new Set(findings.flatMap((finding) => finding.tactics.slice(0, 1)))
  if (tactics.size < 3) return nothing
  return { score: tactics.size >= 5 ? 3 : 2, reasons: [`its acts serve ${tactics.size} different tactics`], strange: false }
}

/** A known identity from an address and with a client it never used, where nobody else works either. The anonymous have no habits. */
function weighPlace(presence: Presence, habits: Habits, attack: readonly Finding[]): Weight {
  const { identity, address } = presence
  if (identity === undefined || succeeded(presence) === 0) return nothing
  const others = (habits.presencesOf.get(identity) ?? []).filter((other) => other !== presence && beganAt(other) < beganAt(presence))
  const known = others.reduce((sum, other) => sum + countOf(other), 0)
  if (known < established)
    return attack.some((finding) => finding.rule.story?.weight !== 'ordinary') ? weighAppearance({ presence, known, habits }) : nothing
  const sharedHere = othersAt(presence, habits)
  const isNewPlace = address !== undefined && !sharedHere && !others.some((other) => other.address === address) && !wasSettled(presence, attack)
  const agents = agentsOf(others)
  const newAgent = [...agentsOf([presence])].find((agent) => !agents.has(agent))
  // A machine's identity that always came from one place with one client, and now comes from another with another.
  const settled = isNewPlace && newAgent !== undefined && known >= established * 3 && agents.size === 1
  const account = nameOf(presence)
  return {
    score: (isNewPlace ? pointsOfPlace(others) : 0) + (newAgent === undefined ? 0 : settled ? 3 : 1),
    reasons: [
      ...(isNewPlace ? [`the account ${account} had not been used from ${address} before`] : []),
      ...(newAgent === undefined ? [] : [`the account ${account} had not been used with the client "${newAgent}" before`]),
    ],
    strange: isNewPlace,
  }
}

/** Whether somebody else worked at the address before: a network of many. Who came later may be the same hands. */
function othersAt({ identity, address, sessions }: Presence, habits: Habits): boolean {
  const begun = Date.parse(sessions[0]?.first.at ?? '')
  const others = habits.identitiesAt.get(address ?? '') ?? new Map<string, number>()
  return [...others].some(([other, since]) => other !== identity && since < begun - 12 * 3_600_000)
}

/** Whoever comes from ever new addresses tells little by one more. */
function pointsOfPlace(others: readonly Presence[]): number {
  const places = new Set(others.map((other) => other.address)).size
  return places <= 4 ? 2 : places <= 8 ? 1 : 0.5
}

/** A place where the identity worked for a day or more before anything telling (else notable) is no longer new. */
function wasSettled(presence: Presence, attack: readonly Finding[]): boolean {
  const timesOf = (weight: string): number[] =>
    attack.filter((finding) => finding.rule.story?.weight === weight).map((finding) => Date.parse(finding.first.at))
  const telling = timesOf('telling')
  const acts = telling.length > 0 ? telling : timesOf('notable')
  return acts.length > 0 && Math.min(...acts) - Date.parse(beganAt(presence)) > 86_400_000
}

/** An identity that first appears late in a log that was already well under way. */
function weighAppearance({ presence, known, habits }: { presence: Presence; known: number; habits: Habits }): Weight {
  if (!isLate(presence, habits) || known > 0 || countOf(presence) > 1_000) return nothing
  const alone = presence.address !== undefined && (habits.identitiesAt.get(presence.address)?.size ?? 0) <= 1
  const where = alone ? `, nor does anybody else work from ${presence.address}` : ''
  return { score: alone ? 2 : 1, reasons: [`the account ${nameOf(presence)} does not appear earlier in the evidence${where}`], strange: alone }
}

/** Ids of rules for what a web server should never answer with success. */
const neverServed: ReadonlySet<string> = new Set(['c22c21d4-0876-46cb-b52a-4adc3885a721'])

const webShell = '99155a58-ee64-46f8-b128-8879dda21f2f'
/** Rules of commands that a server started as nobody programs them. */
const serverCommands: ReadonlySet<string> = new Set(['2d6f6c0b-91b7-4a83-8f0a-6b1d7c3e5f48', '6a0f7a1e-3d1c-4a6b-9c55-d4b8c7e2f910'])

/** The account of a server, used for commands as they are typed. The account is always busy; only these acts tell. */
function weighServer(attack: readonly Finding[]): Weight {
  const typed = new Set(attack.filter(({ rule }) => serverCommands.has(rule.id)).flatMap(({ values }) => values['process.command_line'] ?? [])).size
  return typed >= 3
    ? { score: 3, reasons: [`the account of a server was used for ${typed} different commands as they are typed`], strange: false }
    : nothing
}

/**
 * An address without an identity that searched for what should not be public and was handed some of it, or had several telling requests answered. A
 * site that answers everything with the same page hands out all of it, and tells nothing.
 */
function weighServed(presence: Presence, attack: readonly Finding[], habits: Habits): Weight {
  if (presence.identity !== undefined || presence.address === undefined) return nothing
  const answered = attack.filter(({ rule, key }) => rule.story?.weight === 'telling' && key['event.outcome'] !== 'failure')
  const served = answered.filter(({ rule }) => neverServed.has(rule.id)).reduce((sum, finding) => sum + finding.count, 0)
  const failures = failuresOf(presence)
  if (served > 0 && failures >= 5 && failures >= served * 4)
    return {
      score: 3,
      reasons: [`it was refused ${failures} requests and handed ${served === 1 ? 'one file' : `${served} files`} that should not be public`],
      strange: true,
    }
  const shell = answered.find(
    ({ rule, count, key }) => rule.id === webShell && count >= 5 && (habits.shellUsers.get(key['url.path'] ?? '') ?? 0) <= 3,
  )
  if (shell !== undefined)
    return {
      score: 3,
      reasons: [`it was answered ${shell.count} times by ${shell.key['url.path'] ?? 'a script'}, which hardly anybody else asked for`],
      strange: true,
    }
  const kinds = new Set(answered.map(({ rule }) => rule.id)).size
  return kinds >= 2 ? { score: 1, reasons: ['several kinds of its telling requests were answered'], strange: true } : nothing
}

function weighRefusals(presence: Presence): Weight {
  const refused = new Set(
    presence.sessions.flatMap((session) => Object.entries(session.actions).flatMap(([name, { failures }]) => (failures > 0 ? [name] : []))),
  )
  const failures = failuresOf(presence)
  const count = countOf(presence)
  if (failures < 3 || failures < count * 0.2 || refused.size < 3) return nothing
  return { score: 2, reasons: [`${failures} of its ${count} calls were refused, for ${refused.size} different actions`], strange: false }
}

/** Anybody may knock with an attack tool; an identity of ours that was used with one is another matter. */
function weighTool(presence: Presence): Weight {
  const agents = [...agentsOf([presence])]
  const attack = agents.find((agent) => attackTools.test(agent))
  const tool = attack ?? agents.find((agent) => probingTools.test(agent))
  if (tool === undefined) return nothing
  const isOurs = attack !== undefined && presence.identity !== undefined && succeeded(presence) > 0
  return { score: isOurs ? intruderScore : 3, reasons: [`the client "${tool}" is a tool for attacks or probing`], strange: true }
}

function agentsOf(presences: readonly Presence[]): Set<string> {
  return new Set(presences.flatMap((presence) => presence.sessions.flatMap((session) => (session.agent === undefined ? [] : [session.agent]))))
}

function isRoutine(presence: Presence): boolean {
  const first = presence.sessions[0]?.first.at ?? ''
  const last = presence.sessions.reduce((most, session) => (session.last.at > most ? session.last.at : most), '')
  return countOf(presence) >= 200 && Date.parse(last) - Date.parse(first) >= 2 * 86_400_000
}
