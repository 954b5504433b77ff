import type { Event } from '../../model/event.ts'

const dot = 46
const zero = 48
/** Numbers of so many digits are exact. */
const exactDigits = 15

/** Reads the part in the ids of events, 0 where it has none; undefined where an id is not that of its bytes. */
export function createPartReader(): (event: Event) => number | undefined {
  let evidence: string | undefined
  let prefix = ''
  return ({ id, origin }) => {
    if (origin.evidence !== evidence) {
      evidence = origin.evidence
      prefix = `${evidence.slice(0, 16)}:`
    }
    if (!id.startsWith(prefix)) return undefined
    // Building the id that it should be takes longer than reading its digits.
    const end = endOfNumber(id, { from: prefix.length, value: origin.offset })
    if (end === id.length) return 0
    return id.charCodeAt(end) === dot ? partIn(id.slice(end + 1)) : undefined
  }
}

/** The index behind the decimal digits of this number; -1 where others stand there. */
function endOfNumber(text: string, { from, value }: { from: number; value: number }): number {
  let read = 0
  let at = from
  for (; at < text.length && at - from <= exactDigits; at += 1) {
    const digit = text.charCodeAt(at) - zero
    if (!(digit >= 0 && digit <= 9)) break
    read = read * 10 + digit
  }
  const isPlain = at - from <= exactDigits && (at === from + 1 || (at > from && text.charCodeAt(from) !== zero))
  if (isPlain && Object.is(read, value)) return at
  return text.startsWith(String(value), from) ? from + String(value).length : -1
}

function partIn(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined
}
