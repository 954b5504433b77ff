import { AppError } from '../../base/error.ts'

/** Where an event stands among all: by corrected time, then by where it was read. The same for ever, unless its clock is corrected anew. */
export interface EventKey {
  readonly time: bigint
  readonly evidence: string
  readonly offset: bigint
  readonly part: number
}

/** A key as a page's `next`. */
export function writeCursor({ time, evidence, offset, part }: EventKey): string {
  return `${time.toString(36)}.${offset.toString(36)}.${part.toString(36)}.${evidence}`
}

/** Microseconds beyond any time that is kept, within what a time of the database may be. */
const furthest = 2n ** 62n

/** Throws AppError `invalid` for what no page gave out. */
export function readCursor(cursor: string): EventKey {
  const match = /^(-?[0-9a-z]{1,13})\.([0-9a-z]{1,12})\.([0-9a-z]{1,6})\.([0-9a-f]{1,64})$/.exec(cursor)
  const [, timeText = '', offset = '', part = '', evidence = ''] = match ?? []
  const time = bigOf(timeText)
  if (match === null || time > furthest || time < -furthest)
    throw new AppError('invalid', 'This cursor is none that a page gave out: take the one of the page before, or start again without one')
  return { time, evidence, offset: bigOf(offset), part: Number.parseInt(part, 36) }
}

function bigOf(text: string): bigint {
  let value = 0n
  for (const digit of text.replace('-', '')) value = value * 36n + BigInt(Number.parseInt(digit, 36))
  return text.startsWith('-') ? -value : value
}
