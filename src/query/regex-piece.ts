import { checkRegex } from './regex-syntax.ts'
import { addError, type Piece, type Scan, stop } from './scan.ts'

const mostRegexes = 20

/** True for a regular expression that can be run; else the mistake is added at its place. */
export function checkRegexPiece(scan: Scan, piece: Piece): boolean {
  if (++scan.regexes > mostRegexes) {
    const message = `This search has more than ${mostRegexes} regular expressions`
    stop(scan, { message, start: piece.start, end: piece.end, hint: 'Join them with | into one' })
    return false
  }
  const [source = ''] = piece.parts
  const fault = typeof source === 'string' ? checkRegex(source) : undefined
  if (fault === undefined) return true
  const start = placeIn(scan.text, piece, fault.start)
  addError(scan, { message: fault.message, start, end: Math.max(start + 1, placeIn(scan.text, piece, fault.end)), hint: fault.hint })
  return false
}

/** Where a place of the source stands in the text, in which slashes are escaped. */
function placeIn(text: string, piece: Piece, offset: number): number {
  let at = piece.start + 1
  for (let left = offset; left > 0 && at < piece.end - 1; left--) at += text[at] === '\\' && text[at + 1] === '/' ? 2 : 1
  return Math.min(at, piece.end - 1)
}
