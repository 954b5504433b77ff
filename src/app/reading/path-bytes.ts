/** A path whose bytes are not UTF-8, as Linux allows: its text cannot open it, its bytes can. */
export type PathBytes = Buffer

// Well-formed UTF-8, one byte a character (Unicode 17.0, table 3-7); whatever else stands there is one byte that belongs to no character.
const characters =
  /(?:[^\x80-\xff]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+|[\x80-\xff]/g

/** A path for people to read: bytes that are not UTF-8 as `%E9`. */
export function shownPath(path: Uint8Array): string {
  return Buffer.from(path.buffer, path.byteOffset, path.byteLength)
    .toString('latin1')
    .replace(characters, (found) => {
      const bytes = Buffer.from(found, 'latin1')
      return bytes.length === 1 && (bytes[0] ?? 0) >= 0x80 ? `%${bytes.toString('hex').toUpperCase()}` : bytes.toString('utf8')
    })
}

/** True where a text lost bytes when it was decoded, so that it may name nothing: the replacement character stands in it. */
export function isLossy(text: string): boolean {
  return text.includes('\ufffd')
}

/** "Cannot find …": why, where the name was given in bytes that are not UTF-8. */
export function cannotFind(path: string): string {
  const why = isLossy(path) ? ': its name is not UTF-8, give the folder it lies in (or . for this one)' : ''
  return `Cannot find "${path}"${why}`
}
