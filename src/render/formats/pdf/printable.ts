import { showControls } from '../../../base/text.ts'

/** Stands for a character the fonts cannot draw. */
export const replacement = '\u25a1'

/** Makes texts fit for print and remembers whether it had to put something else in the place of a character. */
export interface Printer {
  printable(text: string): string
  readonly hasReplaced: boolean
}

// Marks that only choose how the character before looks; alone they would print as a missing one.
const variation = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu
// A time keeps its zone on the same line.
const zoned = /(?<=\d) (?=UTC\b|[+-]\d\d:\d\d\))/g
// What every font of ours draws: most texts hold nothing else.
const ordinary = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f]*$/
// More marks than this on one letter grow over the lines above and below.
const stack = /(\p{Mn}{4})\p{Mn}+/gu
const joiners: ReadonlySet<number> = new Set([0x200c, 0x200d])

/** Characters without a meaning of their own: the archive's standard forbids them, whatever a font draws for them. */
function isPrivate(code: number): boolean {
  return (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000
}

/**
 * A printer for fonts that cover these characters: what they lack is printed as a box, what rearranges text is made visible, letters under more than
 * four marks keep four.
 */
export function createPrinter(covered: ReadonlySet<number>): Printer {
  let hasReplaced = false
  const fit = (text: string): string => {
    let fitted = ''
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0
      if (covered.has(code) && !isPrivate(code)) fitted += character
      else if (code === 0x0a || code === 0x0d) fitted += ' '
      else if (!joiners.has(code)) {
        fitted += replacement
        hasReplaced = true
      }
    }
    return fitted
  }
  return {
    get hasReplaced() {
      return hasReplaced
    },
    printable(text) {
      const glued = text.replace(zoned, '\u00a0')
      if (ordinary.test(glued)) return glued
      return fit(
        showControls(glued)
          .replace(variation, '')
          .replaceAll('\t', '    ')
          .replace(stack, (_all, kept: string) => `${kept}${replacement}`),
      )
    },
  }
}
