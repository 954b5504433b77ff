/** Pieces shorter than this are copied by the runtime itself. */
const shortestPiece = 13

/**
 * The same text, holding on to nothing else. A piece cut out of a longer text keeps all of that in memory: what is remembered of a record would keep
 * the record.
 */
export function ownText(text: string): string {
  if (text.length < shortestPiece) return text
  const copy: unknown = JSON.parse(JSON.stringify(text))
  return typeof copy === 'string' ? copy : text
}
