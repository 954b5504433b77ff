import type { OutlineName } from '../model/outline-name.ts'
import type { Block } from '../model/report.ts'
import type { Desk } from './desk.ts'

export type HeadingLevel = 1 | 2 | 3 | 4

/** Writes what stands under one heading of the outline. `level` is that heading's level, for headings a section adds itself. */
export type Section = (desk: Desk, place: { readonly level: HeadingLevel }) => readonly Block[]

/** One heading of a report and what is written under it. */
export interface OutlinePart {
  /** Anchor of the heading; stable, so that links into a report hold. */
  readonly id: string
  readonly level: HeadingLevel
  /** As it is printed before the title: "1.", "3.1", "A.". */
  readonly number?: string
  /** Absent where the section writes its own headings. */
  readonly title?: string
  readonly section?: Section
}

/** A kind of report: which sections, in which order, under which numbers. Data, apart from the sections it names. */
export interface Outline {
  readonly name: OutlineName
  readonly title: string
  /** Printed before the number of a recommendation: "5." makes the second one 5.2. */
  readonly recommendationPrefix: string
  /** Names of parts that this outline tells inside another one, with that one's anchor. */
  readonly aliases: Readonly<Record<string, string>>
  readonly parts: readonly OutlinePart[]
}
