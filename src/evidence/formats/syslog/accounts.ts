// The shadow tools that change local accounts: useradd, userdel, usermod, groupadd, groupdel, gpasswd, passwd, chage.
// Seen: shadow 4.1 to 4.15 on Debian, Ubuntu, RHEL.
import { readPam } from './pam.ts'
import { onHost, type ProgramLine, readShapes, type Shape, type Understood } from './understood.ts'

/** Reads a line of a tool that changes local accounts. */
export function readAccounts(line: ProgramLine): Understood | undefined {
  return readShapes(shapes, line) ?? readPam(line)
}

const failedSuffix = /(?:failed|cannot|can't|error)/i

/** A change to an account or group; the target is the account, or the group where there is none. */
function change(parts: {
  action: string
  sentence: string
  user?: string
  group?: string
  by?: string
  line: ProgramLine
  more?: Record<string, string>
}): Understood {
  const { action, user, group, by, line, more = {} } = parts
  return {
    action,
    outcome: failedSuffix.test(line.message) ? 'failure' : 'success',
    sentence: `${parts.sentence}${onHost(line)}`,
    ecs: { ...(user === undefined ? {} : { 'user.target.name': user }), ...(by === undefined ? {} : { 'user.name': by }) },
    ...(by === undefined ? {} : { by }),
    fields: { ...(user === undefined ? {} : { user }), ...(group === undefined ? {} : { group }), ...(by === undefined ? {} : { by }), ...more },
  }
}

const shapes: readonly Shape[] = [
  {
    pattern: /^new user: name=([^,]{1,256}), UID=(\d{1,10}), GID=(\d{1,10}), home=([^,]{0,1024}), shell=([^,]{0,1024})(?:, from=(.{0,128}))?$/,
    read: ([, user = '', uid = '', gid = '', home = '', shell = '', from = ''], line) =>
      change({
        action: 'user_added',
        sentence: `Account ${user} (UID ${uid}) created`,
        user,
        line,
        more: { uid, gid, home, shell, ...(from === '' ? {} : { from }) },
      }),
  },
  {
    pattern: /^failed adding user '?([^',]{1,256})'?/,
    read: ([, user = ''], line) => change({ action: 'user_added', sentence: `Account ${user} could not be created`, user, line }),
  },
  {
    pattern: /^(?:new group: name=([^,]{1,256}), GID=(\d{1,10})|group added to \S{1,256}: name=([^,]{1,256})(?:, GID=(\d{1,10}))?)/,
    read: ([, name = '', gid = '', other = '', otherGid = ''], line) => {
      const group = name === '' ? other : name
      return change({ action: 'group_added', sentence: `Group ${group} created`, group, line, more: { gid: gid === '' ? otherGid : gid } })
    },
  },
  {
    pattern: /^add (?:user )?'([^']{1,256})' to (?:shadow )?group '([^']{1,256})'/,
    read: ([, user = '', group = ''], line) =>
      change({ action: 'group_member_added', sentence: `Account ${user} added to group ${group}`, user, group, line }),
  },
  {
    pattern: /^user (\S{1,256}) added by (\S{1,256}) to group (\S{1,256})$/,
    read: ([, user = '', by = '', group = ''], line) =>
      change({ action: 'group_member_added', sentence: `Account ${user} added to group ${group} by ${by}`, user, group, by, line }),
  },
  {
    pattern: /^(?:user (\S{1,256}) removed by (\S{1,256}) from group (\S{1,256})|delete '([^']{1,256})' from (?:shadow )?group '([^']{1,256})')/,
    read: ([, first = '', by = '', firstGroup = '', second = '', secondGroup = ''], line) => {
      const user = first === '' ? second : first
      const group = firstGroup === '' ? secondGroup : firstGroup
      return change({
        action: 'group_member_removed',
        sentence: `Account ${user} removed from group ${group}`,
        user,
        group,
        ...(by === '' ? {} : { by }),
        line,
      })
    },
  },
  {
    pattern: /^delete user '([^']{1,256})'/,
    read: ([, user = ''], line) => change({ action: 'user_deleted', sentence: `Account ${user} deleted`, user, line }),
  },
  {
    pattern: /^(?:removed (?:shadow )?group '([^']{1,256})'|group '?([^'\s]{1,256})'? removed)/,
    read: ([, first = '', second = ''], line) =>
      change({ action: 'group_deleted', sentence: `Group ${first === '' ? second : first} deleted`, group: first === '' ? second : first, line }),
  },
  {
    pattern: /^(?:change user '([^']{1,256})' password|password for [`']([^']{1,256})' changed by [`']([^']{1,256})')/,
    read: ([, first = '', second = '', by = ''], line) => {
      const user = first === '' ? second : first
      return change({
        action: 'password_changed',
        sentence: `Password of ${user} changed${by === '' ? '' : ` by ${by}`}`,
        user,
        ...(by === '' ? {} : { by }),
        line,
      })
    },
  },
  {
    pattern: /^(lock|unlock) user '([^']{1,256})' password/,
    read: ([, what = '', user = ''], line) =>
      change({ action: what === 'lock' ? 'user_locked' : 'user_unlocked', sentence: `Password of ${user} ${what}ed`, user, line }),
  },
  {
    pattern: /^change user '([^']{1,256})' (\S{1,64}) from '([^']{0,1024})' to '([^']{0,1024})'/,
    read: ([, user = '', what = '', from = '', to = ''], line) =>
      change({
        action: 'user_changed',
        sentence: `${what} of account ${user} changed from ${from} to ${to}`,
        user,
        line,
        more: { attribute: what, from, to },
      }),
  },
  {
    pattern: /^changed (?:password expiry|user '?([^'\s]{1,256})'? shell)(?: for| to)? ?'?([^'\s]{0,256})'?/,
    read: ([, first = '', second = ''], line) =>
      change({ action: 'user_changed', sentence: `Account ${first === '' ? second : first} changed`, user: first === '' ? second : first, line }),
  },
]
