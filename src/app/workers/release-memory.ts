import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Gives back to the system what this thread no longer holds. V8 keeps its room for later; an engine that works outside of it, in the same process,
 * needs that room now. Takes some 0.1 s: for work that takes seconds. Does nothing where the runtime has no such call.
 */
export function releaseMemory(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('typeof gc === "function" ? gc : undefined')
  if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
