const onlyAscii = /^[\u0000-\u007f]*$/

/**
 * A text in small letters, letter by letter: a capital sigma is always the same small one, and no letter becomes two. This is what `lower()` of the store's
 * engine does, so that both compare alike.
 */
export function foldCase(text: string): string {
  if (onlyAscii.test(text)) return text.toLowerCase()
  let folded = ''
  for (const character of text) folded += String.fromCodePoint(character.toLowerCase().codePointAt(0) ?? 0)
  return folded
}
