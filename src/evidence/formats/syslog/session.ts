// Local sessions: systemd-logind and login. Seen: systemd 219 to 257, util-linux login 2.23 to 2.40.
import { readPam } from './pam.ts'
import { onHost, type ProgramLine, readShapes, type Shape, type Understood } from './understood.ts'

/** Reads a line about a local session. */
export function readSession(line: ProgramLine): Understood | undefined {
  return readShapes(shapes, line) ?? readPam(line)
}

const shapes: readonly Shape[] = [
  {
    pattern: /^New session '?(\S{1,64}?)'? of user '?([^\s']{1,256}?)'?(?: with class \S{1,64} and type \S{1,64})?\.?$/,
    read: ([, session = '', user = ''], line) => ({
      action: 'logind_session_new',
      outcome: 'success',
      sentence: `Login session ${session} of ${user} began${onHost(line)}`,
      ecs: { 'user.name': user },
      by: user,
      fields: { session, user },
    }),
  },
  {
    pattern: /^(?:Removed session|Session) (\S{1,64}?)(?:\.| logged out)/,
    read: ([, session = ''], line) => ({
      action: 'logind_session_removed',
      sentence: `Login session ${session} ended${onHost(line)}`,
      fields: { session },
    }),
  },
  {
    pattern: /^(ROOT LOGIN|LOGIN)\s{1,4}ON (\S{1,64})(?: BY (\S{1,256}))?(?: FROM (\S{1,256}))?$/,
    read: ([, kind = '', tty = '', by = '', from = ''], line) => {
      const user = kind === 'ROOT LOGIN' ? 'root' : by
      return {
        action: 'local_login',
        outcome: 'success',
        sentence: `${user === '' ? 'A user' : user} signed in on ${tty}${onHost(line)}`,
        ...(user === '' ? {} : { ecs: { 'user.name': user }, by: user }),
        fields: { tty, ...(user === '' ? {} : { user }), ...(from === '' ? {} : { rhost: from }) },
      }
    },
  },
  {
    pattern: /^FAILED LOGIN \(?(\d{1,5})\)? (?:on '?([^\s']{1,64})'? )?(?:FROM '?([^\s']{1,256})'? )?FOR '?([^',]{0,256})'?,? ?(.{0,256})$/i,
    read: ([, count = '', tty = '', from = '', user = '', reason = ''], line) => ({
      action: 'local_login',
      outcome: 'failure',
      sentence: `Failed sign-in for ${user}${tty === '' ? '' : ` on ${tty}`}${onHost(line)}`,
      ecs: { 'user.name': user },
      by: user,
      fields: { count: Number(count), user, ...(tty === '' ? {} : { tty }), ...(from === '' ? {} : { rhost: from }), reason },
    }),
  },
]
