// su of util-linux and of shadow. Seen: util-linux 2.23 to 2.40, shadow 4.1 to 4.15.
import { readPam } from './pam.ts'
import { onHost, type ProgramLine, readShapes, type Shape, type Understood } from './understood.ts'

/** Reads a line of su. */
export function readSu(line: ProgramLine): Understood | undefined {
  return readShapes(shapes, line) ?? readPam(line)
}

function switched(parts: { from: string; to: string; tty: string; good: boolean; line: ProgramLine }): Understood {
  const { from, to, tty, good, line } = parts
  return {
    action: 'su_session',
    outcome: good ? 'success' : 'failure',
    sentence: `${from} ${good ? 'switched to' : 'failed to switch to'} the account ${to} with su${onHost(line)}`,
    ecs: { 'user.name': from, 'user.target.name': to },
    by: from,
    fields: { user: from, target: to, ...(tty === '' ? {} : { tty }) },
  }
}

const shapes: readonly Shape[] = [
  {
    pattern: /^(FAILED SU )?\(to (\S{1,256})\) (\S{1,256}) on (\S{1,64})$/,
    read: ([, failed = '', to = '', from = '', tty = ''], line) => switched({ from, to, tty, good: failed === '', line }),
  },
  {
    pattern: /^(Successful|FAILED) su for (\S{1,256}) by (\S{1,256})$/,
    read: ([, result = '', to = '', from = ''], line) => switched({ from, to, tty: '', good: result === 'Successful', line }),
  },
  {
    pattern: /^([+-]) (\S{1,64}) (\S{1,256}):(\S{1,256})$/,
    read: ([, sign = '', tty = '', from = '', to = ''], line) => switched({ from, to, tty, good: sign === '+', line }),
  },
]
