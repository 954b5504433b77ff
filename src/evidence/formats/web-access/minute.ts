import type { EventTime } from '../../../model/event.ts'
import { isTime, type TimeProblem, type TimeReader } from '../../time.ts'

const plainLength = '10/Oct/2000:13:55:36 -0700'.length
/** Where the seconds stand in that, and in the time of the event. */
const seconds = '10/Oct/2000:13:55:'.length
const secondsInUtc = '2000-10-10T20:55:'.length

/** What is known of the minute of the last time. */
interface Minute {
  /** All before the seconds, as written and in UTC, and all behind them. */
  readonly written: string
  readonly utc: string
  readonly zone: string
  readonly time: EventTime
}

/** Reads the times of one file: mostly a line is of the minute of the line before, and only the seconds are read. */
export function createMinuteReader({ read }: TimeReader): (text: string) => EventTime | TimeProblem {
  let lastText = ''
  let last: EventTime | TimeProblem = read('')
  let minute: Minute | undefined
  return (text) => {
    if (text === lastText) return last
    lastText = text
    const known = minute === undefined ? undefined : timeInMinute(text, minute)
    last = known ?? read(text)
    if (known === undefined) minute = minuteOf(text, last)
    return last
  }
}

function timeInMinute(text: string, { written, utc, zone, time }: Minute): EventTime | undefined {
  if (text.length !== plainLength || !text.startsWith(written) || !text.endsWith(zone)) return undefined
  const tens = text.charCodeAt(seconds) - 48
  const ones = text.charCodeAt(seconds + 1) - 48
  if (!(tens >= 0 && tens <= 5 && ones >= 0 && ones <= 9)) return undefined
  return { at: `${utc}${text.slice(seconds, seconds + 2)}Z`, precision: 'second', zone: time.zone }
}

/** The minute of a time that states its zone (an offset of whole minutes, so that the seconds are those in UTC); undefined for any other. */
function minuteOf(text: string, time: EventTime | TimeProblem): Minute | undefined {
  if (!isTime(time) || text.length !== plainLength || !plain.test(text)) return undefined
  const { at } = time
  // A leap second is the first of the next minute.
  if (at.slice(secondsInUtc) !== `${text.slice(seconds, seconds + 2)}Z`) return undefined
  return { written: text.slice(0, seconds), utc: at.slice(0, secondsInUtc), zone: text.slice(seconds + 2), time }
}

const plain = /^\d{2}\/[A-Za-z]{3}\/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}$/
