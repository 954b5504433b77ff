/** What a deadline counts in. Hours are elapsed hours; months end on the same-numbered day, else the last of the month. */
export type DutyUnit = 'hours' | 'calendar days' | 'business days' | 'months'

/** A time to count from, and how long. */
export interface DutyLimb {
  /** Name of a recorded trigger, or `stage_submitted:<id>` for the filing of another stage. */
  readonly trigger: string
  readonly amount: number
  readonly unit: DutyUnit
  /** Which days are business days. */
  readonly calendar?: 'us-federal'
}

/** One notification a duty asks for. */
export interface DutyStage {
  readonly id: string
  readonly recipient: string
  /** The earliest of these is when it is due; none where the law gives no computable time. */
  readonly limbs: readonly DutyLimb[]
  /** Where the first limb's trigger came after the others had run out, it counts alone (DORA: classified late). */
  readonly firstAloneWhereLate?: boolean
  /** "Without undue delay" stands beside or instead of a deadline. */
  readonly asap: boolean
  /** The trigger of a stage without a deadline. */
  readonly trigger?: string
  /** When this stage is asked for at all, in words. */
  readonly condition?: string
  readonly content: readonly string[]
}

/** A duty to notify, as data: no legal advice. */
export interface Duty {
  readonly id: string
  readonly name: string
  readonly jurisdiction: string
  readonly appliesTo: string
  readonly threshold: string
  readonly citation: string
  readonly url: string
  /** V1: official text read word for word; V2: two or more consistent secondary sources. */
  readonly confidence: 'V1' | 'V2'
  /** Day on which this was checked. */
  readonly asOf: string
  readonly note?: string
  readonly stages: readonly DutyStage[]
}
