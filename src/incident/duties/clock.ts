import { formatInstant, instantOf } from '../../base/instant.ts'
import { plural } from '../../base/text.ts'
import { offsetAt } from '../../base/zone.ts'
import type { DutyLimb, DutyStage } from '../../model/duty.ts'
import type { Notification } from '../../model/notification.ts'
import { addDays, addMonths } from '../facts/calendar.ts'
import { addFederalBusinessDays } from './business-days.ts'

/** When one stage of a duty is due. A time that was not recorded starts no clock and gives no due date. */
export type StageClock =
  | { readonly kind: 'due'; readonly at: string; readonly limb: DutyLimb; readonly formula: string; readonly basis: readonly string[] }
  | { readonly kind: 'not started'; readonly missing: readonly string[]; readonly formula: string }
  | { readonly kind: 'no deadline'; readonly formula: string }

/**
 * The clock of one stage, from the triggers and filings a person recorded. Hours and days are elapsed time on UTC, never paused; months end on the
 * same-numbered day; business days end with the day in New York. Deadlines chain: a stage may count from the filing of another one.
 */
export function stageClock(stage: DutyStage, notification: Notification): StageClock {
  const formula = formulaOf(stage)
  if (stage.limbs.length === 0) return { kind: 'no deadline', formula }
  const recorded = stage.limbs.flatMap((limb) => {
    const from = triggerTime(limb.trigger, notification)
    return from === undefined ? [] : [{ limb, from: from.at, basis: from.path, at: addLimb(from.at, limb) }]
  })
  const [first, ...others] = recorded
  if (first === undefined) return { kind: 'not started', missing: stage.limbs.map(({ trigger }) => trigger), formula }
  const isLate =
    stage.firstAloneWhereLate === true &&
    first.limb === stage.limbs[0] &&
    others.length > 0 &&
    others.every(({ at }) => instantOf(first.from) > instantOf(at))
  const earliest = isLate ? first : recorded.reduce((least, limb) => (instantOf(limb.at) < instantOf(least.at) ? limb : least))
  return { kind: 'due', at: earliest.at, limb: earliest.limb, formula, basis: recorded.map(({ basis }) => basis) }
}

/** When a trigger was, and where the record says so. */
function triggerTime(trigger: string, notification: Notification): { at: string; path: string } | undefined {
  const path = `/notifications/${notification.id}`
  const filed = /^stage_submitted:([a-z0-9_]+?)(?:_latest)?$/.exec(trigger)?.[1]
  if (filed !== undefined) {
    const at = notification.stages.find((stage) => stage.id === filed)?.submitted
    return at === undefined ? undefined : { at, path: `${path}/stages/${filed}/submitted` }
  }
  if (trigger === 'calendar_year_end_of_discovery') {
    const at = notification.triggers['discovery_constructive']
    return at === undefined ? undefined : { at: `${at.slice(0, 4)}-12-31T23:59:59Z`, path: `${path}/triggers/discovery_constructive` }
  }
  const at = notification.triggers[trigger]
  return at === undefined ? undefined : { at, path: `${path}/triggers/${trigger}` }
}

function addLimb(from: string, limb: DutyLimb): string {
  const seconds = formatInstant(instantOf(from))
  switch (limb.unit) {
    case 'hours':
      return formatInstant(instantOf(seconds) + BigInt(limb.amount) * 3_600_000_000_000n)
    case 'calendar days':
      return `${addDays(seconds.slice(0, 10), limb.amount)}${seconds.slice(10)}`
    case 'months':
      return `${addMonths(seconds.slice(0, 10), limb.amount)}${seconds.slice(10)}`
    case 'business days':
      return endOfDayInNewYork(addFederalBusinessDays(dayInNewYork(seconds), limb.amount))
  }
}

const newYork = 'America/New_York'

function dayInNewYork(instant: string): string {
  const utc = instantOf(instant)
  return formatInstant(utc + BigInt(offsetAt(newYork, utc)) * 60_000_000_000n).slice(0, 10)
}

function endOfDayInNewYork(day: string): string {
  const local = instantOf(`${day}T23:59:59Z`)
  return formatInstant(local - BigInt(offsetAt(newYork, local)) * 60_000_000_000n)
}

function formulaOf(stage: DutyStage): string {
  const asap = stage.asap ? 'without undue delay' : ''
  if (stage.limbs.length === 0)
    return [asap, stage.trigger === undefined ? '' : `from ${words(stage.trigger)}`].filter((part) => part !== '').join(', ')
  const limbs = stage.limbs.map(({ amount, unit, trigger }) => `${plural(amount, unit.slice(0, -1))} after ${words(trigger)}`)
  const deadline = limbs.length === 1 ? limbs.join('') : `the earlier of ${limbs.join(' and ')}`
  return asap === '' ? deadline : `${asap}, at the latest ${deadline}`
}

/** A trigger as people read it. */
export function words(trigger: string): string {
  const filed = /^stage_submitted:(.+?)(_latest)?$/.exec(trigger)
  return filed === null ? trigger.replaceAll('_', ' ') : `the filing of "${filed[1]?.replaceAll('_', ' ') ?? ''}"`
}
