// cron daemons and crontab. Seen: Vixie cron of Debian and Ubuntu, cronie 1.4 to 1.7, anacron 2.3.
import { readPam } from './pam.ts'
import { onHost, type ProgramLine, readShapes, type Shape, type Understood } from './understood.ts'

/** Reads a line of cron: a command it ran, or a crontab that somebody changed. */
export function readCron(line: ProgramLine): Understood | undefined {
  return readShapes(shapes, line) ?? readPam(line)
}

const crontabActions: Readonly<Record<string, readonly [string, string]>> = {
  REPLACE: ['crontab_changed', 'replaced the crontab of'],
  DELETE: ['crontab_deleted', 'deleted the crontab of'],
  LIST: ['crontab_listed', 'listed the crontab of'],
  'BEGIN EDIT': ['crontab_edit_started', 'started to edit the crontab of'],
  'END EDIT': ['crontab_edit_ended', 'stopped editing the crontab of'],
}

const shapes: readonly Shape[] = [
  {
    pattern: /^\(([^)]{1,256})\) CMD(?:END)? \((.{0,65536})\)$/s,
    read: ([, user = '', command = ''], line) => ({
      action: 'cron_command',
      outcome: 'success',
      sentence: `cron ran ${command.trim()} as ${user}${onHost(line)}`,
      ecs: { 'user.name': user, 'process.command_line': command.trim() },
      by: user,
      fields: { user, command: command.trim() },
    }),
  },
  {
    pattern: /^\(([^)]{1,256})\) (REPLACE|DELETE|LIST|BEGIN EDIT|END EDIT) \(([^)]{1,256})\)/,
    read: ([, user = '', what = '', owner = ''], line) => {
      const [action, words] = crontabActions[what] ?? ['crontab_changed', 'touched the crontab of']
      return {
        action,
        outcome: 'success',
        sentence: `${user} ${words} ${owner}${onHost(line)}`,
        ecs: { 'user.name': user, 'user.target.name': owner },
        by: user,
        fields: { user, owner, operation: what },
      }
    },
  },
  {
    pattern: /^\((\*?[^)]{1,256})\) RELOAD \((.{1,1024})\)$/,
    read: ([, user = '', path = ''], line) => ({
      action: 'crontab_reloaded',
      sentence: `cron${onHost(line)} read the changed crontab ${path}`,
      ecs: { 'file.path': path },
      fields: { user, path },
    }),
  },
]
