import type { TextCodes } from './text-codes.ts'

/** Character codes the indicator search looks at. */
export const code = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  space: 32,
  quote: 34,
  dollar: 36,
  percent: 37,
  openRound: 40,
  closeRound: 41,
  comma: 44,
  hyphen: 45,
  dot: 46,
  slash: 47,
  zero: 48,
  colon: 58,
  semicolon: 59,
  question: 63,
  at: 64,
  openSquare: 91,
  backslash: 92,
  underscore: 95,
  openCurly: 123,
} as const

/**
 * Letters beyond ASCII may stand in a host name; punctuation, spaces and symbols may not. Chinese, Japanese and Korean letters count as text around:
 * those languages write `访问evil.com查看` without spaces, far more often than a host name in their own letters.
 */
function isWideWord(character: number): boolean {
  if (character < 0xc0 || character === 0xd7 || character === 0xf7) return false
  if (character >= 0x2000 && character <= 0x2bff) return false
  return character < 0x2e80
}

const word = 1
const hex = 2
const digit = 4

/** Properties of every UTF-16 code: part of a word, hex digit, decimal digit. */
const properties = new Uint8Array(65_536)
for (let c = 0xc0; c < 0x2e80; c += 1) if (isWideWord(c)) properties[c] = word
for (let c = 48; c <= 57; c += 1) properties[c] = word | hex | digit
for (let c = 65; c <= 90; c += 1) properties[c] = properties[c + 32] = c <= 70 ? word | hex : word
for (const c of [code.hyphen, code.underscore]) properties[c] = word

/** True for letters, digits, hyphen and underscore: what a label of a host name is made of. NaN (behind the end) is none. */
export function isWord(character: number): boolean {
  return character >= 0 && ((properties[character] ?? 0) & word) !== 0
}

export function isHex(character: number): boolean {
  return character >= 0 && ((properties[character] ?? 0) & hex) !== 0
}

export function isDigit(character: number): boolean {
  return character >= 0 && ((properties[character] ?? 0) & digit) !== 0
}

/** The first place at or behind `start` that is not part of a word. */
export function wordEnd(codes: TextCodes, start: number): number {
  let end = start
  while (((properties[codes[end] ?? 0] ?? 0) & word) !== 0) end += 1
  return end
}

const dotForms = ['[.]', '(.)', '{.}', '[dot]', '(dot)', '{dot}', '[punkt]']
const atForms = ['[@]', '(@)', '{@}', '[at]', '(at)', '{at}']

/** Length of a dot at `offset`, plain or defanged (`[.]`, `(dot)`, one space on either side of a bracketed form); 0 where there is none. */
export function dotLength(text: string, offset: number): number {
  return text.charCodeAt(offset) === code.dot ? 1 : formLength(text, offset, dotForms)
}

/** Length of an at sign at `offset`, plain or defanged; 0 where there is none. */
export function atLength(text: string, offset: number): number {
  return text.charCodeAt(offset) === code.at ? 1 : formLength(text, offset, atForms)
}

function formLength(text: string, offset: number, forms: readonly string[]): number {
  const before = text.charCodeAt(offset) === code.space ? 1 : 0
  if (!isOpening(text.charCodeAt(offset + before))) return 0
  const found = text.slice(offset + before, offset + before + 7).toLowerCase()
  const form = forms.find((each) => found.startsWith(each))
  if (form === undefined) return 0
  const end = offset + before + form.length
  // A space before the form only counts together with one behind it: "see [.] for" is a sentence.
  if (before === 1) return text.charCodeAt(end) === code.space ? form.length + 2 : 0
  return form.length
}

function isOpening(character: number): boolean {
  return character === code.openSquare || character === code.openRound || character === code.openCurly
}

/** True where a defanged dot or at sign may follow: cheap to ask before the forms are compared. */
export function mayOpenForm(codes: TextCodes, offset: number): boolean {
  const character = codes[offset] ?? 0
  return isOpening(character) || (character === code.space && isOpening(codes[offset + 1] ?? 0))
}

/** The same for an at sign. */
export function mayBeAt(codes: TextCodes, offset: number): boolean {
  return codes[offset] === code.at || mayOpenForm(codes, offset)
}
