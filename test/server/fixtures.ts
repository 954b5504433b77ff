/** An auth log of invented hosts: failed sign-ins from one address, then one that works, then sudo. */
export function authLog(failures = 40): string {
  const lines: string[] = []
  const at = (second: number) => `Mar  3 02:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`
  for (let index = 0; index < failures; index += 1) {
    lines.push(`${at(index)} web01 sshd[${2000 + index}]: Failed password for root from 203.0.113.7 port ${40_000 + index} ssh2`)
  }
  lines.push(`${at(failures + 10)} web01 sshd[3001]: Accepted password for deploy from 203.0.113.7 port 41999 ssh2`)
  lines.push(`${at(failures + 20)} web01 sudo:   deploy : TTY=pts/0 ; PWD=/home/deploy ; USER=root ; COMMAND=/bin/cat /etc/shadow`)
  return `${lines.join('\n')}\n`
}

/** Web access in the combined form, with a request that tries markup on whoever reads it. */
export const accessLog = [
  '198.51.100.9 - - [03/Mar/2026:02:10:00 +0000] "GET /index.html HTTP/1.1" 200 512 "-" "Mozilla/5.0"',
  '203.0.113.7 - - [03/Mar/2026:02:10:05 +0000] "GET /?q=<script>alert(1)</script> HTTP/1.1" 200 512 "-" "<img src=x onerror=alert(1)>"',
  '',
].join('\n')

/** A table anybody's tool could export. */
export const table = 'timestamp,user,action\n2026-03-03T02:00:00Z,alice,sign-in\n2026-03-03T02:05:00Z,bob,\u202ereversed\n'
