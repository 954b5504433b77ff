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

/** Throws AppError `invalid` for what no page gave out. */
export function readCursor(cursor: string): EventKey {
  const match = /^(-?[0-9a-z]{1,13})\.([0-9a-z]{1,12})\.([0-9a-z]{1,6})\.([0-9a-f]{1,64})$/.exec(cursor)
  if (match === null) throw new AppError('invalid', 'This is no place to go on from: start again at the first page')
  const [, time = '', offset = '', part = '', evidence = ''] = match
  return { time: bigOf(time), evidence, offset: bigOf(offset), part: Number.parseInt(part, 36) }
}

function bigOf(text: string): bigint {
  let value = 0n
  for (const digit of text.replace('-', '')) value = value * 36n + BigInt(Number.parseInt(digit, 36))
  return text.startsWith('-') ? -value : value
}
