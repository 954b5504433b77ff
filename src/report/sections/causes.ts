import type { Cause } from '../../model/cause.ts'
import type { Inline } from '../../model/report.ts'
import { listOr, picture } from '../blocks.ts'
import type { Desk } from '../desk.ts'
import { techniquesFigure } from '../figures/techniques.ts'
import { badge, text, words } from '../inline.ts'
import type { Section } from '../outline.ts'

/** How it happened, technically, and by which techniques. */
export const technicalCause: Section = (desk) => [
  listOr(causesOf(desk, 'technical cause'), desk.missing('/causes#technical-cause')),
  ...picture(techniquesFigure(desk)),
]

/** What made it possible. */
export const contributingFactors: Section = (desk) => [listOr(causesOf(desk, 'contributing factor'), desk.missing('/causes#contributing-factor'))]

function causesOf(desk: Desk, kind: Cause['kind']): Inline[][] {
  return desk.document.causes.filter((cause) => cause.kind === kind).map((cause) => causeLine(desk, cause))
}

export function causeLine(desk: Desk, cause: Cause): Inline[] {
  return desk.statement(words(text(cause.statement), cause.category === undefined ? [] : [badge(cause.category)]), cause)
}

/** The statements of causes by their ids; an id nobody knows is left out. */
export function causeStatements(desk: Desk, ids: readonly string[]): string[] {
  return ids.flatMap((id) => desk.document.causes.find((cause) => cause.id === id)?.statement ?? [])
}
