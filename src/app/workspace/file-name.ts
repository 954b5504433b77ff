const mostBytes = 200

/**
 * The name an uploaded file is kept under: folders cut off, control and direction characters taken out, never empty, `.` or `..`, at most 200 bytes
 * of UTF-8 (the ending kept). It is shown and written into reports; the bytes lie under their hash.
 */
export function cleanFileName(given: string): string {
  const base = given.split(/[/\\]/).findLast((part) => part.trim() !== '') ?? ''
  const clean = base
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .trim()
  if (clean === '' || clean === '.' || clean === '..') return 'evidence'
  return shorten(clean)
}

function shorten(name: string): string {
  const encoder = new TextEncoder()
  if (encoder.encode(name).length <= mostBytes) return name
  const ending = /\.[A-Za-z0-9]{1,10}(?:\.gz)?$/.exec(name)?.[0] ?? ''
  let stem = Array.from(name.slice(0, name.length - ending.length)).slice(0, mostBytes)
  while (encoder.encode(stem.join('') + ending).length > mostBytes - 3) stem = stem.slice(0, -1)
  return `${stem.join('')}…${ending}`
}
