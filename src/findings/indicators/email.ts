import { atLength, code, isWord } from './characters.ts'
import { readDottedRun } from './dotted-run.ts'
import { type Search, keep } from './search.ts'

const longestLocal = 64

/**
 * Reads an e-mail address whose local part ends where the word or run from `start` to `end` does (RFC 5321: at most 64 characters). Returns the first
 * place behind it, or undefined where none is there; then nothing was kept. `git@host:path` and `root@203.0.113.7` are no e-mail addresses.
 */
export function readEmail(search: Search, local: { start: number; end: number }): number | undefined {
  const { text } = search
  const at = atLength(text, local.end)
  const hostStart = local.end + at
  if (at === 0 || !isWord(text.charCodeAt(hostStart))) return undefined
  const start = localStart(search, local.start)
  if (local.end - start > longestLocal + 16) return undefined
  const run = readDottedRun(search, hostStart)
  const host = run.labels < 2 ? undefined : search.memory[run.defanged || at > 1 ? 'meant' : 'email'](run.value)
  if (host?.type !== 'domain') return undefined
  if (text.charCodeAt(run.end) === code.colon && isWord(text.charCodeAt(run.end + 1))) return undefined
  const name = refang(text.slice(start, local.end)).toLowerCase()
  keep(search, { type: 'email', value: `${name}@${host.value}`, observable: host.observable }, { start, end: run.end })
  return run.end
}

/** Goes back over what a local part may hold besides words and dots, but never into an earlier match. */
function localStart(search: Search, start: number): number {
  const { text } = search
  const least = Math.max(search.floor, start - longestLocal)
  let at = start
  while (at > least && (isWord(text.charCodeAt(at - 1)) || '+.%'.includes(text.charAt(at - 1)))) at -= 1
  while (at < start && !isWord(text.charCodeAt(at))) at += 1
  return at
}

function refang(local: string): string {
  return local.replace(/ ?[[({](?:\.|dot)[\])}] ?/gi, '.')
}
