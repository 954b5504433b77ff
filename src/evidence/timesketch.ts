import type { JsonObject } from '../base/json.ts'
import type { EventTime } from '../model/event.ts'
import type { LogSource } from './format.ts'
import { isTime, noTime, type TimeProblem, type TimeReader } from './time.ts'

/** Where Timesketch describes its import files. */
export const timesketchSpec = 'https://timesketch.org/guides/user/import-from-json-csv/'

export const timesketchLogsources: readonly LogSource[] = []

/** False where no name in the text can be the one every timeline has; JSON may write its letters as `\u`. */
export function mayBeTimesketch(text: string): boolean {
  return text.includes('timestamp_desc') || text.includes('\\u')
}

/** 0 to 1: how much these columns are those of a Timesketch timeline. */
export function timesketchScore(names: ReadonlySet<string>): number {
  const own = ['message', 'timestamp_desc'].filter((name) => names.has(name)).length
  const times = ['datetime', 'timestamp'].filter((name) => names.has(name)).length
  const usual = ['data_type', 'source_short', 'display_name', 'parser', 'tag'].filter((name) => names.has(name)).length
  if (times === 0 || !names.has('timestamp_desc')) return 0
  return Math.min(1, 0.3 * own + 0.15 * times + 0.05 * usual)
}

/** `datetime` wins; `timestamp` (epoch, by its magnitude) where there is none. */
export function timesketchTime(times: TimeReader, datetime: string | undefined, timestamp: string | undefined): EventTime | TimeProblem {
  const written = datetime?.trim() ?? ''
  const epoch = timestamp?.trim() ?? ''
  if (written !== '') return times.read(written)
  return epoch === '' ? noTime('') : plausible(times.read(epoch))
}

function plausible(time: EventTime | TimeProblem): EventTime | TimeProblem {
  return isTime(time) ? time : { code: 'bad-time', message: `The timestamp is no epoch count: ${time.message}` }
}

/** The sentence of a timeline entry: its message, with what the time stands for where that says more. */
export function timesketchMessage(fields: JsonObject): string | undefined {
  const message = fields['message']
  return typeof message === 'string' && message.trim() !== '' ? message : undefined
}
