/** "1 sign-in", "412 sign-ins", "2 entries" (plural given where the rules of spelling do not make it). */
export function plural(count: number, one: string, many = pluralOf(one)): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}

const irregular: Readonly<Record<string, string>> = {
  person: 'people',
  child: 'children',
  man: 'men',
  woman: 'women',
  datum: 'data',
  criterion: 'criteria',
  index: 'indices',
  series: 'series',
  evidence: 'evidence',
}

/**
 * The plural of an English noun: "entries", "addresses", "analyses", "people". Of several words the one before "of", "to", "for", "from" or "left" is the
 * noun ("kinds of act", "things left behind"), else the last ("evidence items").
 */
export function pluralOf(one: string): string {
  const phrase = /^(.*?)( (?:of|to|for|from|in|on|left|with)\b.*)$/.exec(one)
  if (phrase !== null) return `${pluralOf(phrase[1] ?? '')}${phrase[2] ?? ''}`
  const start = Math.max(one.lastIndexOf(' '), one.lastIndexOf('-')) + 1
  const noun = one.slice(start)
  const known = Object.hasOwn(irregular, noun) ? irregular[noun] : undefined
  if (known !== undefined) return `${one.slice(0, start)}${known}`
  if (noun.endsWith('sis')) return one.replace(/is$/, 'es')
  if (/[^aeiou]y$/i.test(noun)) return one.replace(/y$/, 'ies')
  return /(?:s|x|z|ch|sh)$/.test(noun) ? `${one}es` : `${one}s`
}

/** The form of a verb that goes with a number: `agree(1, 'was', 'were')`. Only one is singular; none and 1.5 are not. */
export function agree(count: number, one: string, many: string): string {
  return count === 1 ? one : many
}

/** "once", "twice", "3 times", "1,200 times". */
export function timesWords(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${formatNumber(count)} times`
}

/** 1234567 -> "1,234,567". */
export function formatNumber(value: number): string {
  return numbers.format(value)
}

// Built once: toLocaleString builds a formatter at every call, which costs more than reading a record.
const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })

/** "a", "a and b", "a, b and c"; beyond `most` items "a, b and 7 more". Empty items are left out. */
export function listOf(items: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const told = items.filter((item) => item !== '')
  if (told.length > most)
    return most < 1 ? formatNumber(told.length) : `${told.slice(0, most).join(', ')} and ${formatNumber(told.length - most)} more`
  if (told.length < 2) return told.join('')
  return `${told.slice(0, -1).join(', ')} and ${told[told.length - 1]}`
}

/** Clauses that hold commas or "and" themselves: "a, and b", "a, b, and c". */
export function clauses(items: readonly string[]): string {
  const told = items.filter((item) => item !== '')
  return told.length < 2 ? told.join('') : `${told.slice(0, -1).join(', ')}, and ${told.at(-1) ?? ''}`
}

/** Cuts a text to at most `length` characters, never inside a surrogate pair, and shows that it did. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text
  const end = text.codePointAt(length - 2)
  return `${text.slice(0, end !== undefined && end > 0xffff ? length - 2 : length - 1)}…`
}

/**
 * Characters that change how neighbouring text is shown, or that nobody sees: C0/C1 controls except tab and newline, bidi controls, zero-width marks,
 * soft hyphens, fillers, tag characters.
 */
const unprintable =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

// A joiner is part of the spelling between letters of these scripts and inside an emoji; elsewhere it hides something.
const joinedLetter =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Malayalam}\p{Script=Sinhala}\p{M}]/u
const beforeJoiner = new RegExp(`(?:${joinedLetter.source}|\\p{Extended_Pictographic}\\ufe0f?|[\\u{1f3fb}-\\u{1f3ff}])$`, 'u')
const afterJoiner = new RegExp(`^(?:${joinedLetter.source}|\\p{Extended_Pictographic})`, 'u')

/** Makes control and direction characters visible (`\u202e` -> `\\u202e`), so that log text cannot rearrange a report. */
export function showControls(text: string): string {
  return text.replace(unprintable, (character, at: number) => {
    if ((character === '\u200c' || character === '\u200d') && isJoiner(text, at)) return character
    const code = (character.codePointAt(0) ?? 0).toString(16)
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
  })
}

function isJoiner(text: string, at: number): boolean {
  return beforeJoiner.test(text.slice(Math.max(0, at - 3), at)) && afterJoiner.test(text.slice(at + 1, at + 3))
}
