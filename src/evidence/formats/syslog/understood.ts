import type { JsonObject } from '../../../base/json.ts'
import type { EcsFields } from '../../../model/event.ts'

/** The part of a line that a program wrote. */
export interface ProgramLine {
  readonly program: string
  readonly host?: string
  readonly message: string
}

/** What a program's line says. */
export interface Understood {
  /** Stable lower-case verb: `event.action`. */
  readonly action: string
  readonly outcome?: 'success' | 'failure'
  readonly sentence: string
  readonly ecs?: EcsFields
  /** The local account that acted. */
  readonly by?: string
  /** The credential that was shown: an SSH key's fingerprint. */
  readonly credential?: string
  /** The values found in the text, by the program's own names where it has some. */
  readonly fields?: JsonObject
}

/** Reads the lines of one program; undefined for a line it has nothing to say about. */
export type ProgramReader = (line: ProgramLine) => Understood | undefined

/** One shape of a program's messages. */
export interface Shape {
  readonly pattern: RegExp
  read(groups: readonly string[], line: ProgramLine): Understood
}

/** What the first shape that fits makes of the line. Groups that took no part are empty. */
export function readShapes(shapes: readonly Shape[], line: ProgramLine): Understood | undefined {
  for (const shape of shapes) {
    const match = shape.pattern.exec(line.message)
    if (match !== null) return shape.read(groupsOf(match), line)
  }
  return undefined
}

function groupsOf(match: RegExpExecArray): string[] {
  const groups: string[] = []
  for (const group of match) groups.push(group ?? '')
  return groups
}

/** " on web-1", or nothing where the line names no host. */
export function onHost(line: ProgramLine): string {
  return line.host === undefined ? '' : ` on ${line.host}`
}
