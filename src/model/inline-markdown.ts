/** A run of text with its marks; `\n` as the whole text is a hard break. */
export interface InlineMark {
  readonly text: string
  readonly marks: readonly ('bold' | 'italic' | 'code')[]
  readonly href: string | undefined
}

/*
 * Whether `**` and `_` open or close depends on the characters on either side (CommonMark 0.31, section 6.2). They always do between a punctuation
 * character outside and anything but white space inside; so a letter outside and white space inside are written as character references.
 */

/** One written piece: a marker, or text that is already escaped. */
interface Piece {
  text: string
  readonly kind: 'open' | 'close' | 'text' | 'solid' | 'break'
}

// Parsers differ on symbols beyond ASCII (an emoji is punctuation or none), so those count as letters.
const outsideFirst = /^[^\s!-/:-@[-`{-~]/u
const outsideLast = /[^\s!-/:-@[-`{-~]$/u

const markers = { bold: '**', italic: '_' } as const
type Marker = keyof typeof markers

/** Inline Markdown of a paragraph; its lines are the ones hard breaks make. */
export function inlineMarkdown(nodes: readonly InlineMark[]): string {
  const pieces: Piece[] = []
  let open: { href: string | undefined; marks: readonly Marker[] } = { href: undefined, marks: [] }
  const move = (href: string | undefined, marks: readonly Marker[]): void => {
    const isSameLink = href === open.href
    const common = isSameLink ? commonLength(open.marks, marks) : 0
    for (const mark of open.marks.slice(common).toReversed()) pieces.push({ text: markers[mark], kind: 'close' })
    if (!isSameLink && open.href !== undefined) pieces.push({ text: `](<${escapeTarget(open.href)}>)`, kind: 'solid' })
    if (!isSameLink && href !== undefined) pieces.push({ text: '[', kind: 'solid' })
    for (const mark of marks.slice(common)) pieces.push({ text: markers[mark], kind: 'open' })
    open = { href, marks }
  }
  for (const { text, marks, href } of nodes) {
    if (text === '\n') {
      move(undefined, [])
      pieces.push({ text: '\\\n', kind: 'break' })
      continue
    }
    move(
      href,
      marks.filter((mark) => mark !== 'code'),
    )
    pieces.push(marks.includes('code') ? { text: codeSpan(text), kind: 'solid' } : { text: escapeText(text), kind: 'text' })
  }
  move(undefined, [])
  return written(pieces)
}

function commonLength(a: readonly Marker[], b: readonly Marker[]): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return length
}

function written(pieces: readonly Piece[]): string {
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind !== 'text') continue
    const before = pieces[at - 1]
    const after = pieces[at + 1]
    if (before === undefined || before.kind === 'break') piece.text = escapeLineStart(encodeFirst(piece.text, /^[ \t]/u))
    if (before?.kind === 'open') piece.text = encodeFirst(piece.text, /^\s/u)
    if (before?.kind === 'close') piece.text = encodeFirst(piece.text, outsideFirst)
    if (after === undefined || after.kind === 'break') piece.text = encodeLast(piece.text, /[ \t]$/u)
    if (after?.kind === 'close') piece.text = encodeLast(piece.text, /\s$/u)
    if (after?.text === '[') piece.text = piece.text.replace(/!$/, '\\!')
    if (after?.kind === 'open') piece.text = encodeLast(piece.text, outsideLast)
  }
  return pieces.map((piece) => piece.text).join('')
}

function encodeFirst(text: string, which: RegExp): string {
  return text.replace(which, reference)
}

function encodeLast(text: string, which: RegExp): string {
  return text.replace(which, reference)
}

function reference(character: string): string {
  return `&#${character.codePointAt(0) ?? 0xfffd};`
}

/** What means something anywhere in a line. An underscore between letters or digits does not. */
function escapeText(text: string): string {
  return text
    .replace(/[\\*[\]<]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#|[a-z])/gi, '&amp;')
    .replace(/[`\r\n]/g, reference)
}

/** What means something at the beginning of a line: headings, lists, quotes, fences, underlines. */
function escapeLineStart(text: string): string {
  return text.replace(/^(?:[#+\-=>~]|(?=\d{1,9}[.)]))/, (mark) => (mark === '' ? '' : `\\${mark}`)).replace(/^(\d{1,9})([.)])/, '$1\\$2')
}

function codeSpan(text: string): string {
  const inner = text.replace(/[\r\n]/g, ' ')
  const fence = '`'.repeat(Math.max(0, ...(inner.match(/`+/g) ?? []).slice(0, 10_000).map((run) => run.length)) + 1)
  const isPadded = inner.startsWith('`') || inner.endsWith('`') || (inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== '')
  return isPadded ? `${fence} ${inner} ${fence}` : `${fence}${inner}${fence}`
}

function escapeTarget(href: string): string {
  return href
    .replace(/[<>\\]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/[\r\n]/g, '%0A')
}
