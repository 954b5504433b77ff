import { ownText } from '../base/own-text.ts'

/** Gives equal texts as one and the same. */
export type Interner = <T extends string | undefined>(text: T) => T

/** Longer texts are given back as they are. */
const longestText = 400
const usualTexts = 4_000

/**
 * Where a log repeats a value (a client's name, a referrer), all who look it up later find its hash computed and compare no characters. What it gives holds on
 * to no record. Beyond `most` texts all are forgotten and learnt again.
 */
export function createInterner(most = usualTexts): Interner {
  const known = new Map<string, string>()
  return <T extends string | undefined>(text: T): T => {
    if (text === undefined || text.length > longestText) return text
    const found = known.get(text)
    if (found !== undefined) return found as T // equal to it
    if (known.size >= most) known.clear()
    const own = ownText(text)
    known.set(own, own)
    return own as T // equal to it
  }
}
