/*
 * The ids of facts that belong to one element of the record: whoever computes them and whoever prints them use these.
 */

/** First and last malicious activity on a system, from the timeline. */
export function systemFactId(system: string, end: 'firstActivity' | 'lastActivity'): string {
  return `systems/${system}/${end}`
}

/** How long before the real detection an opportunity lay. */
export function leadTimeFactId(opportunity: string): string {
  return `detection/opportunities/${opportunity}/leadTime`
}

/** How long a service was down, interrupted or delayed. */
export function interruptionFactId(interruption: string): string {
  return `impact/operational/interruptions/${interruption}/duration`
}

/** When a stage of a notification duty was due. */
export function dueFactId(notification: string, stage: string): string {
  return `notifications/${notification}/${stage}/due`
}

/** What the record says now of a figure that was given to someone. */
export function statementFactId(statement: string): string {
  return `statements/${statement}/now`
}

/** "5.2": the number of a recommendation. */
export function recommendationNumberFactId(recommendation: string): string {
  return `recommendations/${recommendation}/number`
}

/** When a recommendation is due: as a person set it, else proposed from its priority. */
export function recommendationDueFactId(recommendation: string): string {
  return `recommendations/${recommendation}/due`
}

/** How long before or after it was due a stage of a notification duty was submitted. */
export function marginFactId(notification: string, stage: string): string {
  return `notifications/${notification}/${stage}/margin`
}

/** How many elements of the record cite an evidence item. */
export function citedByFactId(item: string): string {
  return `evidence/${item}/citedBy`
}

/** How many entries tell a technique as part of a tactic: those of the timeline, or those that wait in the list to review. */
export function techniqueFactId(tactic: string, technique: string, tier: 'stated' | 'toReview'): string {
  return `attack/${tactic}/${technique}/${tier}`
}

/** The parts of such an id; undefined for any other. */
export function techniqueOfFactId(id: string): { tactic: string; technique: string; tier: 'stated' | 'toReview' } | undefined {
  const [, tactic, technique, tier] = /^attack\/([^/]+)\/([^/]+)\/(stated|toReview)$/.exec(id) ?? []
  if (tactic === undefined || technique === undefined || (tier !== 'stated' && tier !== 'toReview')) return undefined
  return { tactic, technique, tier }
}
