import type { JsonObject } from '../base/json.ts'
import type { Actor, EcsFields, EventTime } from '../model/event.ts'
import type { EventDraft } from './format.ts'
import { sentenceFrom } from './sentence.ts'

/** The event of a record whose meaning is known by column names only. */
export function tableEvent(parts: { time: EventTime; ecs: EcsFields; fields: JsonObject; message: string | undefined }): EventDraft {
  const { time, ecs, fields, message } = parts
  const principal = ecs['user.name']
  const actor: Actor | undefined = principal === undefined ? undefined : { principal }
  const draft: EventDraft = { time, message: message ?? sentenceFrom(ecs, fields), ecs, fields }
  return actor === undefined ? draft : { ...draft, actor }
}

/** Columns that hold a sentence, most telling first, without case and punctuation. */
export const messageNames: readonly string[] = ['message', 'msg', 'description', 'summary', 'text', 'title']
