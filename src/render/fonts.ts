import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fontCoverage } from './font-coverage.ts'

/*
 * The fonts of the forms that are drawn, in their packages or where the bundle put them. Names are written out so that the bundle finds them.
 */

/** Styles a text can be set in: each must be able to draw a character before it counts as one we can draw. */
const styles = {
  regular: () => [sans.regular, mono.regular],
  italic: () => [sans.italic, mono.regular],
  bold: () => [sans.bold, mono.bold],
  boldItalic: () => [sans.boldItalic, mono.bold],
}

const sans = {
  regular: import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  italic: import.meta.resolve('@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf'),
  bold: import.meta.resolve('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
  boldItalic: import.meta.resolve('@expo-google-fonts/noto-sans/600SemiBold_Italic/NotoSans_600SemiBold_Italic.ttf'),
}

const mono = {
  regular: import.meta.resolve('@expo-google-fonts/noto-sans-mono/400Regular/NotoSansMono_400Regular.ttf'),
  bold: import.meta.resolve('@expo-google-fonts/noto-sans-mono/600SemiBold/NotoSansMono_600SemiBold.ttf'),
}

/** A font that is read only where a text holds characters of its scripts. One weight and no italics: it stands in for every style. */
interface Fallback {
  readonly family: string
  readonly scripts: RegExp
  readonly address: string
}

const fallbacks: readonly Fallback[] = [
  {
    family: 'Noto Sans Arabic',
    scripts: /[\p{Script_Extensions=Arabic}]/u,
    address: import.meta.resolve('@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf'),
  },
  {
    family: 'Noto Sans Hebrew',
    scripts: /[\p{Script=Hebrew}]/u,
    address: import.meta.resolve('@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf'),
  },
  {
    family: 'Noto Sans Thai',
    scripts: /[\p{Script=Thai}\u0e3f]/u,
    address: import.meta.resolve('@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf'),
  },
  {
    family: 'Noto Sans SC',
    scripts:
      /[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script=Bopomofo}\u3000-\u303f\u3200-\u33ff\uff00-\uffef]/u,
    address: import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  },
  {
    family: 'Noto Sans KR',
    scripts: /[\p{Script=Hangul}]/u,
    address: import.meta.resolve('@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf'),
  },
  {
    family: 'Noto Sans Math',
    scripts: /[\p{Sm}\u2100-\u214f\u{1d400}-\u{1d7ff}]/u,
    address: import.meta.resolve('@expo-google-fonts/noto-sans-math/400Regular/NotoSansMath_400Regular.ttf'),
  },
  {
    family: 'Noto Emoji',
    scripts: /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u20e3/u,
    address: import.meta.resolve('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf'),
  },
  {
    family: 'Noto Sans Symbols',
    scripts: /[\p{So}\p{Sk}\p{No}\u{1f100}-\u{1f1ff}]/u,
    address: import.meta.resolve('@expo-google-fonts/noto-sans-symbols/400Regular/NotoSansSymbols_400Regular.ttf'),
  },
  {
    family: 'Noto Sans Symbols 2',
    scripts: /[\p{So}\p{Sm}\p{No}\u2800-\u28ff\u{1f000}-\u{1fbff}]/u,
    address: import.meta.resolve('@expo-google-fonts/noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf'),
  },
]

/** Fonts that draw a text, and what they can draw. */
export interface FontSet {
  /** Names of the fallback families, in the order they are asked. */
  readonly families: readonly string[]
  /** Paths of all font files: the six of every report, then the fallbacks. */
  readonly paths: readonly string[]
  readonly covered: ReadonlySet<number>
  /** What each can draw: those of every report as one, then the fallbacks. */
  readonly each: readonly ReadonlySet<number>[]
}

const characterOfText = /[^\u0000-\u024f]/gu

/** The fonts a text needs: the large ones only where it holds characters of theirs that nothing before them draws. */
export function fontsFor(text: string): FontSet {
  const covered = new Set(baseCoverage())
  let missing = [...new Set(text.match(characterOfText))].filter((character) => !covered.has(codeOf(character)))
  const chosen: Fallback[] = []
  const each: ReadonlySet<number>[] = [new Set(covered)]
  for (const font of fallbacks) {
    if (!missing.some((character) => font.scripts.test(character))) continue
    const found = fontCoverage([readFont(font.address)])
    if (!missing.some((character) => found.has(codeOf(character)))) continue
    chosen.push(font)
    each.push(found)
    for (const code of found) covered.add(code)
    missing = missing.filter((character) => !found.has(codeOf(character)))
  }
  const addresses = [...Object.values(sans), ...Object.values(mono), ...chosen.map(({ address }) => address)]
  return { families: chosen.map(({ family }) => family), paths: addresses.map((address) => fileURLToPath(address)), covered, each }
}

/** What every style of the body and of code can draw. */
function baseCoverage(): ReadonlySet<number> {
  const [first, ...others] = Object.values(styles).map((fonts) => fontCoverage(fonts().map(readFont)))
  return new Set([...(first ?? [])].filter((code) => others.every((covered) => covered.has(code))))
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0
}

function readFont(address: string): Buffer {
  return readFileSync(fileURLToPath(address))
}
