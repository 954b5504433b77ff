import type { Finding } from '../../src/model/finding.ts'
import type { Incident } from '../../src/model/incident.ts'
import { type MomentName, momentNames } from '../../src/model/moment.ts'
import { type Figure, figure } from './figure.ts'
import type { Truth } from './truth.ts'

/** How far each proposed moment is from the true one, in minutes; what people entered is not the draft's merit and is left out. */
export function momentFigures(truth: Truth, document: Incident, alerts: readonly Finding[]): Figure[] {
  const known = momentNames.filter((name) => !Number.isNaN(Date.parse(truth.moments[name] ?? '')))
  const scored = known.flatMap((name) => {
    const proposed = proposedAt(document, name)
    return proposed === undefined ? [] : [{ name, minutes: Math.abs(Date.parse(proposed) - Date.parse(truth.moments[name] ?? '')) / 60_000 }]
  })
  const drafted = known.filter((name) => draftable.has(name))
  const missing = drafted.filter((name) => !scored.some((one) => one.name === name))
  const firstAlert = alerts.map(({ first }) => first.at).sort()[0]
  return [
    ...scored.map(({ name, minutes }) =>
      figure(`error of ${name}`, minutes, 'min', name === 'firstActivity' ? errorOf(firstAlert, truth) : undefined),
    ),
    ...(drafted.length === 0 ? [] : [figure('moments not proposed', missing.length, 'moments', drafted.length - (firstAlert === undefined ? 0 : 1))]),
  ]
}

/** The moments that the evidence can bound. The others are known to people only. */
const draftable: ReadonlySet<string> = new Set([
  'firstActivity',
  'compromise',
  'firstLateralMovement',
  'firstExfiltration',
  'lastExfiltration',
  'detected',
  'contained',
])

function proposedAt(document: Incident, name: MomentName): string | undefined {
  const moment = document.moments[name]
  if (moment?.review === 'proposed') return moment.at?.earliest
  return moment?.candidates[0]?.at.earliest
}

function errorOf(alert: string | undefined, truth: Truth): number | undefined {
  return alert === undefined ? undefined : Math.abs(Date.parse(alert) - Date.parse(truth.moments['firstActivity'] ?? '')) / 60_000
}
