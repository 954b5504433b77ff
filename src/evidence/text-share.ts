/** Gives equal texts as one string. */
export type TextShare = <T extends string | undefined>(text: T) => T

const mostShared = 20_000
const longestShared = 500

/**
 * Logs repeat their values, and every record brings a copy of its own. Where equal texts are one string, whoever looks it up again finds its hash made and
 * compares nothing, and the copies are let go at once.
 */
export function createTextShare(): TextShare {
  const known = new Map<string, string>()
  return <T extends string | undefined>(text: T): T => {
    if (text === undefined || text.length > longestShared) return text
    const shared = known.get(text)
    if (shared !== undefined) return shared as T // equal to it
    if (known.size >= mostShared) known.clear()
    known.set(text, text)
    return text
  }
}
