import { ownText } from '../base/own-text.ts'

/** Longer texts are given back as they are. */
const longestText = 400
/** Beyond these all are forgotten and learnt again. */
const mostTexts = 4_000

/**
 * Gives equal texts of one file as one and the same: where a log repeats a value (a client's name, a referrer), all who look it up later find its
 * hash computed and compare no characters. What it gives holds on to no record.
 */
export function createInterner(): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    if (text.length > longestText) return text
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= mostTexts) known.clear()
    const own = ownText(text)
    known.set(own, own)
    return own
  }
}
