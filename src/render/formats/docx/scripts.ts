/** A stretch of text that one font and one direction can show. */
export interface Stretch {
  readonly text: string
  readonly script: Script
}

/** `latin` is everything the body's font has; Hebrew and Arabic run from right to left; `complex` needs shaping; the others have fonts of their own. */
export type Script = 'latin' | 'hebrew' | 'arabic' | 'complex' | 'han' | 'kana' | 'hangul' | 'emoji'

// Latin, Greek, Cyrillic, punctuation, arrows, mathematics, boxes: no splitting needed.
// oxlint-disable-next-line no-control-regex
const plain = /^[\u0000-\u052f\u1e00-\u203b\u203d-\u2048\u204a-\u2121\u2123-\u2138\u213a-\u218f\u2190-\u2319\u2500-\u25a9\u25c7\u25cf\ufffd]*$/

const scripts: readonly (readonly [Script, RegExp])[] = [
  ['hebrew', /^\p{Script=Hebrew}$/u],
  ['arabic', /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]$/u],
  [
    'complex',
    /^[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]$/u,
  ],
  ['kana', /^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]$/u],
  ['hangul', /^\p{Script=Hangul}$/u],
  ['han', /^[\p{Script=Han}\u3000-\u303f\uff00-\uffef]$/u],
  ['emoji', /^[\p{Emoji_Presentation}\p{Regional_Indicator}\u{1f000}-\u{1faff}]$/u],
]
// Belongs to the character before it, whatever that is.
const attached = /^(?:\p{M}|\u200d|\p{Variation_Selector}|\p{Emoji_Modifier}|[\u{e0020}-\u{e007f}])$/u
const letter = /^[\p{L}\p{N}]$/u

export function isRtlScript(script: Script): boolean {
  return script === 'hebrew' || script === 'arabic'
}

/** Cuts a text where its script changes. Spaces and punctuation between two stretches of one script stay with it. */
export function stretches(text: string): Stretch[] {
  if (plain.test(text)) return text === '' ? [] : [{ text, script: 'latin' }]
  const found: { text: string; script: Script }[] = []
  let neutral = ''
  const put = (piece: string, script: Script): void => {
    const last = found.at(-1)
    if (last?.script === script) last.text += piece
    else if (piece !== '') found.push({ text: piece, script })
  }
  for (const character of text) {
    if (attached.test(character) && neutral === '') {
      put(character, found.at(-1)?.script ?? 'latin')
      continue
    }
    const script = scriptOf(character)
    if (script === undefined) {
      neutral += character
      continue
    }
    put(neutral, found.at(-1)?.script === script ? script : 'latin')
    neutral = ''
    put(character, script)
  }
  put(neutral, 'latin')
  return found
}

/** Undefined for what has no script of its own. */
function scriptOf(character: string): Script | undefined {
  if (character < '\u0590') return letter.test(character) ? 'latin' : undefined
  return scripts.find(([, pattern]) => pattern.test(character))?.[0] ?? (letter.test(character) ? 'latin' : undefined)
}
