/** "1 sign-in", "412 sign-ins", "2 entries" (plural given where it is not just an s). */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}

/** 1234567 -> "1,234,567". */
export function formatNumber(value: number): string {
  return numbers.format(value)
}

// Built once: toLocaleString builds a formatter at every call, which costs more than reading a record.
const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })

/** "a", "a and b", "a, b and c"; beyond `most` items "a, b and 7 more". */
export function listOf(items: readonly string[], most = Number.POSITIVE_INFINITY): string {
  if (items.length > most) return `${items.slice(0, most).join(', ')} and ${formatNumber(items.length - most)} more`
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`
}

/** Cuts a text to at most `length` characters, never inside a surrogate pair, and shows that it did. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text
  const end = text.codePointAt(length - 2)
  return `${text.slice(0, end !== undefined && end > 0xffff ? length - 2 : length - 1)}…`
}

/** Characters that change how neighbouring text is shown: C0/C1 controls except tab and newline, bidi controls, zero-width marks. */
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g

/** Makes control and direction characters visible (`\u202e` -> `\\u202e`), so that log text cannot rearrange a report. */
export function showControls(text: string): string {
  return text.replace(unprintable, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
