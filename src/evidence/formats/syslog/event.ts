import type { JsonObject } from '../../../base/json.ts'
import type { Actor, EcsFields, EventTime } from '../../../model/event.ts'
import type { EventDraft } from '../../format.ts'
import type { Line } from './line.ts'
import { understand } from './programs.ts'
import type { Understood } from './understood.ts'

const facilities = [
  'kern',
  'user',
  'mail',
  'daemon',
  'auth',
  'syslog',
  'lpr',
  'news',
  'uucp',
  'cron',
  'authpriv',
  'ftp',
  'ntp',
  'audit',
  'alert',
  'clock',
  'local0',
  'local1',
  'local2',
  'local3',
  'local4',
  'local5',
  'local6',
  'local7',
]
const severities = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug']

const repetition = /^message repeated (\d{1,9}) times: \[ ?(.{0,65536})\]$/s

/** The event of one line. `more` are the lines that continue it. */
export function syslogEvent(line: Line, time: EventTime, more: string | undefined): EventDraft {
  const repeated = line.message.startsWith('message repeated ') ? repetition.exec(line.message) : null
  const message = repeated?.[2] ?? line.message
  const program = programName(line.program)
  const understood = program === undefined ? undefined : understand({ program, host: line.host, message })
  const fields = fieldsOf(line, program, more)
  if (repeated !== null) fields['repeated'] = Number(repeated[1])
  Object.assign(fields, understood?.fields)
  const actor = actorOf(understood, line.host)
  const plain = understood?.sentence ?? plainSentence(line, program, message)
  const sentence = repeated === null ? plain : `${plain} (repeated ${repeated[1]} times)`
  const ecs = ecsOf({ line, program, understood })
  return actor === undefined ? { time, message: sentence, ecs, fields } : { time, message: sentence, ecs, actor, fields }
}

/** `/usr/sbin/cron` -> `cron`, `su(pam_unix)` -> `su`. */
function programName(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined
  const bare = tag.endsWith(')') ? tag.replace(/\([a-z_-]{1,64}\)$/, '') : tag
  const name = bare.startsWith('/') ? bare.slice(bare.lastIndexOf('/') + 1) : bare
  return name === '' ? tag : name
}

function plainSentence(line: Line, program: string | undefined, message: string): string {
  const where = line.host === undefined ? '' : ` on ${line.host}`
  if (program === undefined) return line.host === undefined ? message : `${line.host}: ${message}`
  return `${program}${where}: ${message === '' ? '(no text)' : message}`
}

function actorOf(understood: Understood | undefined, host: string | undefined): Actor | undefined {
  const { by, credential } = understood ?? {}
  if (by === undefined && credential === undefined) return undefined
  const principal = by === undefined ? {} : { principal: host === undefined ? by : `${by}@${host}` }
  return credential === undefined ? principal : { ...principal, credential }
}

function ecsOf(parts: { line: Line; program: string | undefined; understood: Understood | undefined }): EcsFields {
  const { line, program, understood } = parts
  const ecs: EcsFields = {}
  if (understood !== undefined) ecs['event.action'] = understood.action
  if (understood?.outcome !== undefined) ecs['event.outcome'] = understood.outcome
  if (program !== undefined) {
    ecs['event.provider'] = program
    ecs['process.name'] = program
  }
  if (line.host !== undefined) ecs['host.name'] = line.host
  if (line.pid !== undefined) ecs['process.pid'] = line.pid
  const level = severityOf(line)
  if (level !== undefined) ecs['log.level'] = level
  return Object.assign(ecs, understood?.ecs)
}

function severityOf(line: Line): string | undefined {
  return line.priority === undefined ? line.severity : severities[line.priority % 8]
}

function fieldsOf(line: Line, program: string | undefined, more: string | undefined): JsonObject {
  const fields: JsonObject = {}
  if (line.host !== undefined) fields['host'] = line.host
  if (program !== undefined) fields['program'] = program
  if (line.program !== undefined && line.program !== program) fields['tag'] = line.program
  if (line.pid !== undefined) fields['pid'] = line.pid
  fields['message'] = more === undefined ? line.message : `${line.message}\n${more}`
  if (line.priority !== undefined) {
    fields['priority'] = line.priority
    fields['facility'] = facilities[Math.floor(line.priority / 8)] ?? String(Math.floor(line.priority / 8))
  }
  const severity = severityOf(line)
  if (severity !== undefined) fields['severity'] = severity
  if (line.messageId !== undefined) fields['msgid'] = line.messageId
  if (line.structured !== undefined) fields['structured_data'] = line.structured
  return fields
}
