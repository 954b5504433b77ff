import { posix } from 'node:path'

/** Where a floor is broken. */
export interface Breach {
  /** From src. */
  readonly path: string
  readonly line: number | undefined
  readonly message: string
}

export function showBreach({ path, line, message }: Breach): string {
  return `${posix.join('src', path)}${line === undefined ? '' : `:${line}`}: ${message}`
}
