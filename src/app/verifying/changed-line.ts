import { clip } from '../../base/text.ts'

/** Where a text differs first from what it should be. */
export interface ChangedLine {
  /** Counted from 1. */
  readonly line: number
  /** The nearest heading above, where there is one. */
  readonly section: string | undefined
  readonly found: string
  readonly expected: string
}

/** The lines at which a file differs from what the record gives, at most `most` of them; undefined where both are the same. */
export function changedLines(found: string, expected: string, most = 5): ChangedLine[] {
  const foundLines = found.split('\n')
  const expectedLines = expected.split('\n')
  const changes: ChangedLine[] = []
  let section: string | undefined
  for (let index = 0; index < Math.max(foundLines.length, expectedLines.length) && changes.length < most; index += 1) {
    const wanted = expectedLines[index] ?? ''
    section = headingIn(wanted) ?? section
    const have = foundLines[index] ?? ''
    if (have === wanted) continue
    changes.push({ line: index + 1, section, ...around(have, wanted) })
    // Lines that were added or taken out shift all that follow: the first difference says enough.
    if (foundLines.length !== expectedLines.length) break
  }
  return changes
}

const window = 60

/** The part of two lines around their first difference. */
function around(found: string, expected: string): { found: string; expected: string } {
  let start = 0
  while (start < found.length && start < expected.length && found[start] === expected[start]) start += 1
  const from = Math.max(0, start - window / 2)
  return { found: clip(found.slice(from), window * 2), expected: clip(expected.slice(from), window * 2) }
}

function headingIn(line: string): string | undefined {
  const markdown = /^#{1,6} (.{1,200})$/.exec(line)?.[1]
  if (markdown !== undefined) return markdown
  return /<h[1-6][^>]{0,200}>([^<]{1,200})<\/h[1-6]>/.exec(line)?.[1]
}
