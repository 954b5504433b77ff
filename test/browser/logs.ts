import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Sign-ins of one evening: a password guessed from outside, then root. Invented hosts and documentation addresses. */
export function authLog(): string {
  const failures = Array.from({ length: 40 }, (_, index) => {
    const second = String(index).padStart(2, '0')
    return `2026-03-01T21:04:${second}.000000+01:00 web-1 sshd[2201]: Failed password for deploy from 203.0.113.7 port ${40_000 + index} ssh2`
  })
  return [
    '2026-03-01T20:58:10.000000+01:00 web-1 sshd[2100]: Accepted publickey for alice from 198.51.100.20 port 50122 ssh2: ED25519 SHA256:qk2Xl5R6GJ6lJY8tY8U9CqR9bC0c3xD1mZ7fTq1aZ0w',
    ...failures,
    '2026-03-01T21:05:02.000000+01:00 web-1 sshd[2244]: Accepted password for deploy from 203.0.113.7 port 40100 ssh2',
    '2026-03-01T21:05:02.000000+01:00 web-1 sshd[2244]: pam_unix(sshd:session): session opened for user deploy(uid=1001) by (uid=0)',
    '2026-03-01T21:06:31.000000+01:00 web-1 sudo:   deploy : TTY=pts/1 ; PWD=/home/deploy ; USER=root ; COMMAND=/usr/bin/cat /etc/shadow',
    '2026-03-01T21:07:12.000000+01:00 web-1 useradd[2290]: new user: name=support, UID=1002, GID=1002, home=/home/support, shell=/bin/bash, from=/dev/pts/1',
    '',
  ].join('\n')
}

/** Requests of the same evening, the last line cut off. */
export function accessLog(): string {
  return [
    '198.51.100.20 - - [01/Mar/2026:20:59:01 +0100] "GET / HTTP/1.1" 200 5120 "-" "Mozilla/5.0 (X11; Linux x86_64)"',
    '203.0.113.7 - - [01/Mar/2026:21:01:10 +0100] "GET /backup/../../../../etc/passwd HTTP/1.1" 404 196 "-" "curl/8.5.0"',
    '203.0.113.7 - - [01/Mar/2026:21:01:14 +0100] "GET /export.php?id=1%27%20UNION%20SELECT%20name,pw%20FROM%20users-- HTTP/1.1" 200 48211 "-" "sqlmap/1.8"',
    '203.0.113.7 - - [01/Mar/2026:21:09:40 +0100] "GET /uploads/x.php?cmd=id HTTP/1.1" 200 54 "-" "curl/8.5.0"',
    '203.0.113.7 - - [01/Mar/2026:21:10',
  ].join('\n')
}

/** Writes both logs into a folder and says where. */
export async function writeLogs(folder: string): Promise<readonly string[]> {
  const files = [
    { path: join(folder, 'auth.log'), text: authLog() },
    { path: join(folder, 'access.log'), text: accessLog() },
  ]
  for (const { path, text } of files) await writeFile(path, text)
  return files.map(({ path }) => path)
}
