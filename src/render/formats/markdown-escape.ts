import { showControls } from '../../base/text.ts'

// What opens emphasis, code, links, images, HTML, entities, strikethrough or a table cell. The brackets of a defanged value (`203[.]0[.]113[.]7`)
// stay as they are: without a target behind them they open nothing.
const special = /\[[.:@]\](?![([:])|[\\`*[\]<>|~]|&(?=#?\w{1,31};)|!(?=\[)/g
const defanged = /^\[[.:@]\]$/
// An underscore inside a word opens nothing.
const underscore = /(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g
// Addresses that GitHub would turn into links by itself.
const autolink = /\b(https?|ftp|mailto|xmpp|www)([:.])/gi
// Headings, lists, quotes, rules, setext underlines and fences at the beginning of a line.
const blockStart = /^(\s{0,3})(#{1,6}(?=\s|$)|\[[.:@]\]|[-+=](?=\s|$|[-=])|\d{1,9}(?=[.)](?:\s|$))|:?-)/

/** A text as Markdown that prints as this text, wherever in a line it stands. */
export function escapeMarkdown(text: string): string {
  return showControls(text)
    .replace(special, (found) => (defanged.test(found) ? found : `\\${found}`))
    .replace(underscore, '\\_')
    .replace(autolink, '$1\\$2')
}

/** The same for a text that begins a line. */
export function escapeLineStart(markdown: string): string {
  const bare = markdown.replace(/^[ \t]+/, '')
  const found = blockStart.exec(bare)
  if (found === null) return bare
  const mark = found[2] ?? ''
  return /^\d/.test(mark) ? `${mark}\\${bare.slice(mark.length)}` : `\\${bare}`
}

/** Code inside a line: a fence longer than any run of backticks in it. In a table a pipe must be escaped even there. */
export function inlineCode(text: string, isInTable: boolean): string {
  const flat = showControls(text.replace(/\s*[\r\n]+\s*/g, ' '))
  if (flat.trim() === '') return ''
  const fence = '`'.repeat(longestRun(flat) + 1)
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : ''
  const code = `${fence}${pad}${flat}${pad}${fence}`
  return isInTable ? code.replaceAll('|', '\\|') : code
}

/** A block of code, its fence longer than any run of backticks in it. */
export function fencedCode(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}text\n${showControls(text.replace(/\r\n?/g, '\n')).replace(/\n$/, '')}\n${fence}`
}

function longestRun(text: string): number {
  let longest = 0
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return longest
}

/** The destination of a link, in angle brackets, so that spaces and brackets end nothing. */
export function destination(href: string): string {
  return `<${href.replace(/[<>\\\s]/g, (character) => encodeURIComponent(character))}>`
}
