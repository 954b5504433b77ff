/** Where a floor is broken. */
export interface Breach {
  /** Below src. */
  readonly path: string
  readonly line: number | undefined
  readonly message: string
}

export function showBreach({ path, line, message }: Breach): string {
  return `src/${path}${line === undefined ? '' : `:${line}`}: ${message}`
}
