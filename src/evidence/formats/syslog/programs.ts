import { readAccounts } from './accounts.ts'
import { readCron } from './cron.ts'
import { readPam } from './pam.ts'
import { readSession } from './session.ts'
import { readSshd } from './sshd.ts'
import { readSu } from './su.ts'
import { readSudo } from './sudo.ts'
import type { ProgramLine, ProgramReader, Understood } from './understood.ts'

/** The programs whose lines are understood. */
const readers: ReadonlyMap<string, ProgramReader> = new Map<string, ProgramReader>([
  ['sshd', readSshd],
  ['sshd-session', readSshd],
  ['sshd-auth', readSshd],
  ['sudo', readSudo],
  ['su', readSu],
  ['useradd', readAccounts],
  ['userdel', readAccounts],
  ['usermod', readAccounts],
  ['groupadd', readAccounts],
  ['groupdel', readAccounts],
  ['groupmod', readAccounts],
  ['adduser', readAccounts],
  ['gpasswd', readAccounts],
  ['passwd', readAccounts],
  ['chpasswd', readAccounts],
  ['chage', readAccounts],
  ['chsh', readAccounts],
  ['newusers', readAccounts],
  ['cron', readCron],
  ['crond', readCron],
  ['CRON', readCron],
  ['CROND', readCron],
  ['crontab', readCron],
  ['anacron', readCron],
  ['systemd-logind', readSession],
  ['login', readSession],
])

/** What a line of a known program, or of PAM inside any program, says. */
export function understand(line: ProgramLine): Understood | undefined {
  const understood = readers.get(line.program)?.(line) ?? (line.message.startsWith('pam_') ? readPam(line) : undefined)
  return understood ?? readRepetition(line)
}

function readRepetition(line: ProgramLine): Understood | undefined {
  const match = /^(?:--- )?last message repeated (\d{1,9}) times?(?: ---)?$/.exec(line.message)
  if (match === null) return undefined
  return {
    action: 'message_repeated',
    sentence: `${line.program}: the message before was repeated ${match[1]} times`,
    fields: { repeated: Number(match[1]) },
  }
}
