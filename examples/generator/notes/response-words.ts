import { day, hour, minute } from '../clock.ts'
import { noted } from '../scenarios/intruder.ts'
import type { Milestones } from '../scenarios/milestones.ts'
import type { World } from '../world.ts'
import type { Notes } from './frame.ts'

/** Decisions and talks that left no trace in a log: the team's own entries of the timeline. */
export function decisionsNoted(
  milestones: Milestones,
  decisions: readonly (readonly [number, 'decision' | 'communication' | 'response', string])[],
): Notes[] {
  return decisions
    .filter(([minutes]) => milestones.declared + minutes * minute < milestones.resolved)
    .map(([minutes, kind, text]) => ({
      occurred: noted(milestones.declared + minutes * minute),
      kind,
      stage: minutes < 0 ? 'detection' : minutes < 300 ? 'containment' : 'recovery',
      text,
      source: 'Notes of the team',
    }))
}

/** The incident log, as it was kept in the team's channel. */
export function logNoted(milestones: Milestones, lines: readonly (readonly [keyof Milestones, number, string, string])[]): Notes[] {
  return lines.flatMap(([moment, minutes, kind, text]) => {
    const at = milestones[moment]
    return typeof at === 'number'
      ? [{ at: new Date(at + minutes * minute).toISOString().replace('.000Z', 'Z'), kind, text, source: 'Channel of the team' }]
      : []
  })
}

/** What each system is for. */
export function systemsNoted(world: World, impacts: Readonly<Record<string, string>>): Notes[] {
  const roles: Readonly<Record<string, string>> = {
    bastion01: 'The way for administrators into the server network',
    web01: 'Web server and service of the shop',
    db01: 'Database host (bookings, customers)',
    [`Cloud account ${world.accounts.production}`]: 'Production',
    [`Cloud account ${world.accounts.security}`]: 'Security and sign-in portal',
  }
  return Object.entries(impacts).map(([name, impact]) => ({ name, ...(roles[name] === undefined ? {} : { role: roles[name] }), impact }))
}

/** How long something took, as people say it: "26 minutes", "7 hours". */
export function tookWords(from: number, to: number): string {
  const minutes = Math.round((to - from) / minute)
  if (minutes < 120) return `${minutes} minutes`
  const hours = Math.round((to - from) / hour)
  return hours < 72 ? `${hours} hours` : `${Math.round((to - from) / day)} days`
}
