// sudo. Seen: sudo 1.7 to 1.9.
import type { JsonObject } from '../../../base/json.ts'
import { readPam } from './pam.ts'
import { onHost, type ProgramLine, type Understood } from './understood.ts'

const line = /^(\S.{0,255}?) : (?:(.{1,256}?) ; )?((?:TTY|PWD|USER|HOST|GROUP|CHROOT|ENV|CWD|TSID|COMMAND)=.{0,65536})$/s
const pair = /^(TTY|PWD|USER|HOST|GROUP|CHROOT|CWD|TSID|ENV|COMMAND)=/

/** Reads a line of sudo: who ran (or was refused) which command as whom. */
export function readSudo(source: ProgramLine): Understood | undefined {
  const match = line.exec(source.message)
  if (match === null) return readPam(source)
  const [, user = '', complaint, rest = ''] = match
  const values = readPairs(rest)
  const command = values['COMMAND']
  const target = values['USER'] ?? 'root'
  const refused =
    complaint !== undefined &&
    /(?:incorrect password|not allowed|NOT in sudoers|NOT authorized|a password is required|no tty|conversation failed|sorry|not permitted)/i.test(
      complaint,
    )
  return {
    action: 'sudo_command',
    outcome: refused ? 'failure' : 'success',
    sentence: sentenceOf({ user, target, command, complaint: refused ? complaint : undefined, host: onHost(source) }),
    ecs: { 'user.name': user, 'user.target.name': target, ...(command === undefined ? {} : { 'process.command_line': command }) },
    by: user,
    fields: { user, ...values, ...(complaint === undefined ? {} : { complaint }) },
  }
}

/** `TTY=pts/0 ; PWD=/root ; USER=root ; COMMAND=/bin/ls ; id`: the command is the rest, whatever it holds. */
function readPairs(text: string): JsonObject & { USER?: string; COMMAND?: string } {
  const values: JsonObject & { USER?: string; COMMAND?: string } = {}
  let rest = text
  while (rest !== '') {
    const name = pair.exec(rest)?.[1]
    if (name === undefined) break
    const end = name === 'COMMAND' ? -1 : rest.indexOf(' ; ')
    values[name] = end === -1 ? rest.slice(name.length + 1) : rest.slice(name.length + 1, end)
    rest = end === -1 ? '' : rest.slice(end + 3)
  }
  return values
}

function sentenceOf(parts: { user: string; target: string; command: string | undefined; complaint: string | undefined; host: string }): string {
  const what = parts.command === undefined ? 'a command' : parts.command
  if (parts.complaint === undefined) return `${parts.user} ran ${what} as ${parts.target} with sudo${parts.host}`
  return `sudo${parts.host} refused ${parts.user} to run ${what} as ${parts.target} (${parts.complaint})`
}
