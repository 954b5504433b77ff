// Linux-PAM's messages inside any program. Seen: pam_unix, pam_systemd, pam_sss of Linux-PAM 1.1 to 1.6.
import { looksLikeAddress } from '../../address.ts'
import { onHost, type ProgramLine, readShapes, type Shape, type Understood } from './understood.ts'

/** Reads what a PAM module says through a program: sessions, refused passwords, changed passwords. */
export function readPam(line: ProgramLine): Understood | undefined {
  return line.message.startsWith('pam_') ? readShapes(shapes, line) : undefined
}

const opened: Shape = {
  pattern:
    /^pam_\w{1,32}\(([^:()]{1,64}):session\): session opened for user ([^\s(]{1,256})(?:\(uid=(\d{1,10})\))?(?: by ([^\s(]{0,256})\(uid=(\d{1,10})\))?/,
  read([, service = '', user = '', uid = '', by = '', byUid = ''], line) {
    return {
      action: 'session_opened',
      outcome: 'success',
      sentence: `Session of ${user} opened by ${service}${onHost(line)}`,
      ecs: { 'user.name': user, ...(uid === '' ? {} : { 'user.id': uid }) },
      by: user,
      fields: { service, user, ...(uid === '' ? {} : { uid }), ...(by === '' ? {} : { by }), ...(byUid === '' ? {} : { by_uid: byUid }) },
    }
  },
}

const closed: Shape = {
  pattern: /^pam_\w{1,32}\(([^:()]{1,64}):session\): session closed for user (\S{1,256})/,
  read([, service = '', user = ''], line) {
    return {
      action: 'session_closed',
      sentence: `Session of ${user} closed by ${service}${onHost(line)}`,
      ecs: { 'user.name': user },
      by: user,
      fields: { service, user },
    }
  },
}

const refused: Shape = {
  pattern: /^pam_\w{1,32}\(([^:()]{1,64}):auth\): authentication failure; (.{0,1024})$/s,
  read([, service = '', pairs = ''], line) {
    const values = Object.fromEntries(
      [...pairs.matchAll(/\b(logname|uid|euid|tty|ruser|rhost|user)=(\S{0,256})/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
    )
    const { user = '', rhost = '', ruser = '' } = values
    const from = rhost === '' ? '' : ` from ${rhost}`
    return {
      action: 'authentication_failure',
      outcome: 'failure',
      sentence: `Failed authentication of ${user === '' ? 'an unnamed user' : user}${from} to ${service}${onHost(line)}`,
      ecs: { ...(user === '' ? {} : { 'user.name': user }), ...addressOf(rhost) },
      ...(ruser === '' ? {} : { by: ruser }),
      fields: { service, ...values },
    }
  },
}

function addressOf(rhost: string): { 'source.ip'?: string; 'source.domain'?: string } {
  if (rhost === '') return {}
  return looksLikeAddress(rhost) ? { 'source.ip': rhost } : { 'source.domain': rhost }
}

const changed: Shape = {
  pattern: /^pam_\w{1,32}\(([^:()]{1,64}):chauthtok\): password changed for (\S{1,256})/,
  read([, service = '', user = ''], line) {
    return {
      action: 'password_changed',
      outcome: 'success',
      sentence: `Password of ${user} changed with ${service}${onHost(line)}`,
      ecs: { 'user.target.name': user },
      fields: { service, user },
    }
  },
}

const shapes: readonly Shape[] = [opened, closed, refused, changed]
