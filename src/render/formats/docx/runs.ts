import { showControls } from '../../../base/text.ts'
import { isRightToLeft } from '../../direction.ts'
import { isRtlScript, type Script, stretches } from './scripts.ts'
import { escapeXml, oneLine } from './xml.ts'

/** How a run looks: a character style, and what is added to it. */
export interface RunLook {
  readonly style?: CharacterStyle
  readonly strong?: boolean
  readonly emphasis?: boolean
}

export type CharacterStyle = 'CodeText' | 'Hyperlink' | 'Citation' | 'Badge' | 'Marking' | 'Soft' | 'Strong' | 'Emphasis'

// Fonts that Word ships for what the body's font lacks. Others fall back by themselves.
const fontsOf: Readonly<Record<Script, string>> = {
  latin: '',
  hebrew: '',
  arabic: '',
  complex: '',
  han: '<w:rFonts w:eastAsia="Microsoft YaHei" w:hint="eastAsia"/>',
  kana: '<w:rFonts w:eastAsia="Yu Gothic" w:hint="eastAsia"/>',
  hangul: '<w:rFonts w:eastAsia="Malgun Gothic" w:hint="eastAsia"/>',
  emoji: '<w:rFonts w:ascii="Segoe UI Emoji" w:hAnsi="Segoe UI Emoji" w:eastAsia="Segoe UI Emoji" w:cs="Segoe UI Emoji"/>',
}

// Shaping and direction; for East Asian text, the language that chooses the shapes of its characters.
const endingOf: Readonly<Record<Script, string>> = {
  latin: '',
  hebrew: '<w:rtl/>',
  arabic: '<w:rtl/>',
  complex: '<w:cs/>',
  han: '<w:lang w:eastAsia="zh-CN"/>',
  kana: '<w:lang w:eastAsia="ja-JP"/>',
  hangul: '<w:lang w:eastAsia="ko-KR"/>',
  emoji: '',
}

const leftToRightMark = '\u200e'

// A time keeps its zone on the same line.
const zoned = /(?<=\d) (?=UTC\b|[+-]\d\d:\d\d\))/g

/** A text of the report as runs: one line of words, whatever it holds. */
export function words(text: string, look: RunLook = {}): string {
  return lineOf(oneLine(text).replace(zoned, '\u00a0'), look)
}

/** A text with its line ends and tabs. */
export function lines(text: string, look: RunLook = {}): string {
  return text
    .split(/\r\n|[\n\r]/)
    .map((line) => lineOf(showControls(line).replaceAll('\t', '    '), look))
    .join('<w:r><w:br/></w:r>')
}

function lineOf(text: string, look: RunLook): string {
  const pieces = stretches(text)
  // What follows a foreign run keeps its place: a number would step to its other side.
  const isClosed = pieces.some(({ script }) => isRtlScript(script)) && !isRightToLeft(text)
  return pieces
    .map(({ text: piece, script }) => run(piece, look, script) + (isClosed && isRtlScript(script) ? run(leftToRightMark, look, 'latin') : ''))
    .join('')
}

function run(text: string, look: RunLook, script: Script): string {
  return `<w:r>${properties(look, script)}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`
}

function properties({ style, strong = false, emphasis = false }: RunLook, script: Script): string {
  const inner = [
    style === undefined ? '' : `<w:rStyle w:val="${style}"/>`,
    fontsOf[script],
    strong ? '<w:b/><w:bCs/>' : '',
    emphasis ? '<w:i/><w:iCs/>' : '',
    endingOf[script],
  ].join('')
  return inner === '' ? '' : `<w:rPr>${inner}</w:rPr>`
}

/** A field that the reader's program computes; `cached` is shown by one that does not. */
export function field(instruction: string, cached: string): string {
  const character = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
  const result = cached === '' ? '' : `${character('separate')}<w:r><w:t>${escapeXml(cached)}</w:t></w:r>`
  return `${character('begin')}<w:r><w:instrText xml:space="preserve"> ${escapeXml(instruction)} </w:instrText></w:r>${result}${character('end')}`
}
