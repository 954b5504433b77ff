import { sha256Hex } from './canonical-json.ts'

/** A short id derived from what it stands for: the same parts give the same id for ever. */
export function derivedId(prefix: string, ...parts: readonly string[]): string {
  return `${prefix}-${sha256Hex(parts.join('\u0000')).slice(0, 12)}`
}
