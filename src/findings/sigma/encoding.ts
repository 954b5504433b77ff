/** UTF-8 bytes, one character (U+0000 to U+00FF) a byte. */
export function utf8Bytes(text: string): string {
  return encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function utf16Bytes(text: string, order: 'little' | 'big'): string {
  let bytes = ''
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    const low = String.fromCharCode(unit & 0xff)
    const high = String.fromCharCode(unit >> 8)
    bytes += order === 'little' ? low + high : high + low
  }
  return bytes
}

/** The text encodings of Sigma's modifiers; `utf16` begins with a byte order mark. */
export const encodings: Readonly<Record<string, (text: string) => string>> = {
  wide: (text) => utf16Bytes(text, 'little'),
  utf16le: (text) => utf16Bytes(text, 'little'),
  utf16be: (text) => utf16Bytes(text, 'big'),
  utf16: (text) => `\u00ff\u00fe${utf16Bytes(text, 'little')}`,
}

/** Base64 of bytes. */
export function base64Of(bytes: string): string {
  return btoa(bytes)
}

/** The three forms bytes take inside longer Base64, without the characters that their neighbours decide (modifier `base64offset`). */
export function base64Offsets(bytes: string): string[] {
  const skip = [0, 2, 3]
  const cut = [0, 3, 2]
  return [0, 1, 2].map((offset) => {
    const encoded = btoa(' '.repeat(offset) + bytes)
    return encoded.slice(skip[offset], encoded.length - (cut[(bytes.length + offset) % 3] ?? 0))
  })
}
