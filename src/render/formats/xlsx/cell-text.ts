/** The longest text a cell may hold, in UTF-16 units (Excel's limit; LibreOffice follows it). */
export const longestCell = 32_767

// What XML 1.0 cannot hold, and carriage returns, which every XML reader turns into line ends.
// oxlint-disable-next-line no-control-regex
const illegal = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
// `_x0041_` in a cell reads as "A" (ECMA-376, ST_Xstring): an underscore that would begin one is written as such an escape itself.
const escapeLike = /_(?=x[0-9a-f]{4}_)/gi

/** Text as it may stand in XML: markup escaped, what XML cannot hold as its visible code (`\u0007`). */
export function xmlText(value: string): string {
  return visible(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** The text of a cell, as XML. `isCut` tells that it was longer than a cell may be and ends with a mark that says so. */
export function cellText(value: string): { readonly xml: string; readonly isCut: boolean } {
  const shown = visible(value)
  const isCut = shown.length > longestCell
  const text = isCut ? `${head(shown)}${cutMark}` : shown
  return { xml: xmlText(text).replace(escapeLike, '_x005F_'), isCut }
}

const cutMark = ' … [cut: longer than a cell may be]'

function head(text: string): string {
  const end = longestCell - cutMark.length
  const code = text.charCodeAt(end - 1)
  return text.slice(0, code >= 0xd800 && code < 0xdc00 ? end - 1 : end)
}

function visible(value: string): string {
  return value.replace(illegal, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
