// OpenSSH server. Seen: OpenSSH 5.3 to 10.0. A user name is chosen by whoever connects and may contain " from 192.0.2.1 port 22":
// the patterns therefore take the last " from … port …" of a line.
import type { EcsFields } from '../../../model/event.ts'
import { looksLikeAddress } from '../../address.ts'
import { onHost, type ProgramLine, readShapes, type Shape, type Understood } from './understood.ts'

/** Reads a line of sshd. */
export function readSshd(line: ProgramLine): Understood | undefined {
  return readShapes(shapes, line)
}

/** Fields of the other end of a connection. */
function peer(address: string, port: string): EcsFields {
  const ecs: EcsFields = looksLikeAddress(address) ? { 'source.ip': address } : address === '' ? {} : { 'source.domain': address }
  if (port !== '') ecs['source.port'] = Number(port)
  return ecs
}

const methods: Readonly<Record<string, string>> = {
  password: 'password',
  publickey: 'public-key',
  'keyboard-interactive/pam': 'keyboard-interactive',
  hostbased: 'host-based',
  'gssapi-with-mic': 'Kerberos',
  none: 'unauthenticated',
}

function methodName(method: string): string {
  return methods[method] ?? method
}

const accepted: Shape = {
  pattern:
    /^Accepted (\S{1,64}) for (.{1,256}) from (\S{1,64}) port (\d{1,5})(?: {1,2}ssh\d)?(?:: (\S{1,32}) (?:ID (.{1,128}) \(serial (\d{1,20})\) CA \S{1,32} )?(\S{1,128}))?/s,
  read([, method = '', user = '', address = '', port = '', keyType = '', certificate = '', , fingerprint = '']) {
    const key = fingerprint === '' ? '' : ` (${keyType} ${fingerprint})`
    return {
      action: 'ssh_login',
      outcome: 'success',
      sentence: `Successful ${methodName(method)} sign-in for ${user} from ${address}${key}`,
      ecs: { ...peer(address, port), 'user.name': user },
      by: user,
      ...(fingerprint === '' ? {} : { credential: fingerprint }),
      fields: {
        method,
        user,
        rhost: address,
        port: Number(port),
        ...(fingerprint === '' ? {} : { key_type: keyType, fingerprint }),
        ...(certificate === '' ? {} : { certificate_id: certificate }),
      },
    }
  },
}

const failed: Shape = {
  pattern: /^Failed (\S{1,64}) for (invalid user )?(.{0,1024}) from (\S{1,64}) port (\d{1,5})(?: {1,2}ssh\d)?(?:: (\S{1,32}) (\S{1,128}))?$/s,
  read([, method = '', invalid = '', user = '', address = '', port = '', keyType = '', fingerprint = '']) {
    const unknown = invalid === '' ? '' : 'the unknown user '
    return {
      action: 'ssh_login',
      outcome: 'failure',
      sentence: `Failed ${methodName(method)} sign-in for ${unknown}${user === '' ? '(empty name)' : user} from ${address}`,
      ecs: { ...peer(address, port), ...(user === '' ? {} : { 'user.name': user }) },
      ...(user === '' ? {} : { by: user }),
      ...(fingerprint === '' ? {} : { credential: fingerprint }),
      fields: {
        method,
        user,
        rhost: address,
        port: Number(port),
        invalid_user: invalid !== '',
        ...(fingerprint === '' ? {} : { key_type: keyType, fingerprint }),
      },
    }
  },
}

const invalidUser: Shape = {
  pattern: /^(?:Invalid|Illegal) user (.{0,1024}) from (\S{1,64})(?: port (\d{1,5}))?$/s,
  read([, user = '', address = '', port = '']) {
    return {
      action: 'ssh_invalid_user',
      outcome: 'failure',
      sentence: `SSH sign-in attempt for the unknown user ${user === '' ? '(empty name)' : user} from ${address}`,
      ecs: { ...peer(address, port), ...(user === '' ? {} : { 'user.name': user }) },
      fields: { user, rhost: address, ...(port === '' ? {} : { port: Number(port) }), invalid_user: true },
    }
  },
}

const tooManyAttempts: Shape = {
  pattern:
    /^(?:error: )?maximum authentication attempts exceeded for (invalid user )?(.{0,1024}) from (\S{1,64}) port (\d{1,5})(?: ssh\d)?(?: \[preauth\])?$/s,
  read([, invalid = '', user = '', address = '', port = '']) {
    return {
      action: 'ssh_too_many_attempts',
      outcome: 'failure',
      sentence: `Too many failed SSH sign-in attempts for ${invalid === '' ? '' : 'the unknown user '}${user} from ${address}`,
      ecs: { ...peer(address, port), 'user.name': user },
      fields: { user, rhost: address, port: Number(port), invalid_user: invalid !== '' },
    }
  },
}

const notAllowed: Shape = {
  pattern: /^User (.{1,256}) from (\S{1,255}) not allowed because (.{1,512})$/s,
  read([, user = '', address = '', reason = '']) {
    return {
      action: 'ssh_login_denied',
      outcome: 'failure',
      sentence: `SSH sign-in for ${user} from ${address} refused: ${reason}`,
      ecs: { ...peer(address, ''), 'user.name': user },
      fields: { user, rhost: address, reason },
    }
  },
}

const who = '(?:(invalid user|authenticating user|user) (.{0,1024}) )?'

const disconnected: Shape = {
  pattern: new RegExp(
    `^(Connection closed by|Connection reset by|Disconnected from|Disconnecting) ${who}(?:from )?(\\S{1,64}) port (\\d{1,5})(?:: .{0,512})?(?: \\[preauth\\])?$`,
    's',
  ),
  read([, what = '', kind = '', user = '', address = '', port = ''], line) {
    const name = user === '' ? '' : ` of ${kind === 'invalid user' ? 'the unknown user ' : ''}${user}`
    const how = what === 'Connection reset by' ? 'was reset' : what === 'Connection closed by' ? 'was closed by the client' : 'ended'
    return {
      action: 'ssh_disconnect',
      sentence: `SSH connection${name} from ${address}${onHost(line)} ${how}`,
      ecs: { ...peer(address, port), ...(user === '' ? {} : { 'user.name': user }) },
      fields: { ...(user === '' ? {} : { user }), rhost: address, port: Number(port) },
    }
  },
}

const receivedDisconnect: Shape = {
  pattern: /^Received disconnect from (\S{1,64})(?: port (\d{1,5}))?: ?(\d{1,3}): ?(.{0,512}?)(?: \[preauth\])?$/s,
  read([, address = '', port = '', code = '', reason = ''], line) {
    return {
      action: 'ssh_disconnect',
      sentence: `SSH client at ${address} disconnected${onHost(line)}${reason.trim() === '' ? '' : ` (${reason.trim()})`}`,
      ecs: peer(address, port),
      fields: { rhost: address, ...(port === '' ? {} : { port: Number(port) }), code: Number(code), reason },
    }
  },
}

const connection: Shape = {
  pattern: /^Connection from (\S{1,64}) port (\d{1,5})(?: on (\S{1,64}) port (\d{1,5}))?/,
  read([, address = '', port = '', local = '', localPort = ''], line) {
    return {
      action: 'ssh_connection',
      sentence: `SSH connection from ${address}${onHost(line)}`,
      ecs: { ...peer(address, port), ...(local === '' ? {} : { 'destination.ip': local, 'destination.port': Number(localPort) }) },
      fields: { rhost: address, port: Number(port) },
    }
  },
}

const listening: Shape = {
  pattern: /^Server listening on (\S{1,64}) port (\d{1,5})\.?$/,
  read([, address = '', port = ''], line) {
    return {
      action: 'ssh_listening',
      sentence: `SSH server${onHost(line)} listens on ${address} port ${port}`,
      fields: { address, port: Number(port) },
    }
  },
}

const probe: Shape = {
  pattern:
    /^(?:error: )?(?:Did not receive identification string from|Bad protocol version identification .{0,512} from|banner exchange: Connection from|kex_exchange_identification: .{0,256} from) (\S{1,64}?)(?: port (\d{1,5}))?(?:: .{0,256})?$/s,
  read([, address = '', port = ''], line) {
    return {
      action: 'ssh_probe',
      outcome: 'failure',
      sentence: `Connection from ${address}${onHost(line)} spoke no SSH`,
      ecs: peer(address, port),
      fields: { rhost: address },
    }
  },
}

const transferred: Shape = {
  pattern: /^Transferred: sent (\d{1,15}), received (\d{1,15}) bytes$/,
  read([, sent = '', received = ''], line) {
    return {
      action: 'ssh_transferred',
      sentence: `SSH connection${onHost(line)} sent ${sent} bytes and received ${received} bytes`,
      ecs: { 'source.bytes': Number(sent) },
      fields: { sent: Number(sent), received: Number(received) },
    }
  },
}

const command: Shape = {
  pattern: /^Starting session: (command|shell|subsystem '[^']{1,64}')(?: on \S{1,64})? for (.{1,256}) from (\S{1,64}) port (\d{1,5})/s,
  read([, what = '', user = '', address = '', port = ''], line) {
    return {
      action: 'ssh_session_started',
      outcome: 'success',
      sentence: `SSH ${what} session of ${user} from ${address}${onHost(line)} started`,
      ecs: { ...peer(address, port), 'user.name': user },
      by: user,
      fields: { user, rhost: address, port: Number(port), session: what },
    }
  },
}

const subsystem: Shape = {
  pattern: /^subsystem request for (\S{1,64})(?: by user (.{1,256}))?$/s,
  read([, name = '', user = ''], line) {
    return {
      action: 'ssh_subsystem',
      outcome: 'success',
      sentence: `${user === '' ? 'A user' : user} asked for the SSH subsystem ${name}${onHost(line)}`,
      ...(user === '' ? {} : { ecs: { 'user.name': user }, by: user }),
      fields: { subsystem: name },
    }
  },
}

const shapes: readonly Shape[] = [
  accepted,
  failed,
  invalidUser,
  disconnected,
  receivedDisconnect,
  connection,
  tooManyAttempts,
  notAllowed,
  listening,
  probe,
  transferred,
  command,
  subsystem,
]
