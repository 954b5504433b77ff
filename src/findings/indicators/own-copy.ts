/** The same text in memory of its own: a part cut out of a record keeps all of the record in memory. */
export function ownCopy(text: string): string {
  const copy: string = JSON.parse(JSON.stringify(text))
  return copy
}
