import { showControls } from '../../../base/text.ts'

/** Stands for a character the fonts cannot draw. */
export const replacement = '\u25a1'

/** Makes texts fit for print and remembers whether it had to put something else in the place of a character. */
export interface Printer {
  printable(text: string): string
  /** For the words of a figure: also without marks that another font draws than the letter before them. */
  printableInFigure(text: string): string
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
export function createPrinter(covered: ReadonlySet<number>, fonts: readonly ReadonlySet<number>[] = [covered]): Printer {
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
  const printable = (text: string): string => {
    const glued = text.replace(zoned, '\u00a0')
    if (ordinary.test(glued)) return glued
    return fit(
      showControls(glued)
        .replace(variation, '')
        .replaceAll('\t', '    ')
        .replace(stack, (_all, kept: string) => `${kept}${replacement}`),
    )
  }
  return {
    get hasReplaced() {
      return hasReplaced
    },
    printable,
    printableInFigure(text) {
      const fitted = printable(text)
      const drawn = marksOfOneFont(fitted, fonts)
      if (drawn !== fitted) hasReplaced = true
      return drawn
    },
  }
}

const attached = /^[\p{M}\p{Emoji_Modifier}\u0e33\u0eb3]$/u

/**
 * The engine of the figures never ends where no single font draws a letter and the marks on it: such a mark stands as a box. Of several fonts that
 * draw a letter nobody knows which one it takes, except the first.
 */
function marksOfOneFont(text: string, fonts: readonly ReadonlySet<number>[]): string {
  if (ordinary.test(text)) return text
  let drawn = ''
  let drawing: readonly ReadonlySet<number>[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (joiners.has(code)) {
      drawn += character
      continue
    }
    const isKept = !attached.test(character) || drawing.every((font) => font.has(code))
    drawn += isKept ? character : replacement
    if (isKept && attached.test(character) && drawing.length > 0) continue
    drawing = fontsOf(isKept ? code : replacementCode, fonts)
  }
  return drawn
}

const replacementCode = 0x25a1

function fontsOf(code: number, fonts: readonly ReadonlySet<number>[]): readonly ReadonlySet<number>[] {
  const [first, ...others] = fonts
  return first?.has(code) === true ? [first] : others.filter((font) => font.has(code))
}
