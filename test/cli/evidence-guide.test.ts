import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openAuthority } from '../time-stamp-authority.ts'

const guide = readFileSync(new URL('../../docs/guides/evidence.md', import.meta.url), 'utf8')
const program = new URL('../../bin/hindcast.mjs', import.meta.url).pathname

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hindcast-guide-'))
  mkdirSync(join(folder, 'bin'))
  mkdirSync(join(folder, 'evidence'))
  const script = (name: string, text: string) => writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  script('hindcast', `exec '${process.execPath}' '${program}' "$@"`)
  script('journalctl', `printf '__REALTIME_TIMESTAMP=1772359200000000\nMESSAGE=Started\n\n'`)
  writeFileSync(join(folder, 'evidence/auth.log'), signIns('web-1', { to: 77 }))
  writeFileSync(join(folder, 'evidence/bastion.log'), signIns('bastion01', { to: 37, aheadMs: 95_200 }))
  // The web server shares events with two others: it is taken to be right.
  writeFileSync(join(folder, 'evidence/db.log'), signIns('db-1', { from: 40, to: 77 }))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function signIns(host: string, { from = 0, to, aheadMs = 0 }: { from?: number; to: number; aheadMs?: number }): string {
  const line = (index: number) => {
    const at = new Date(Date.UTC(2026, 2, 1, 10, index) + aheadMs).toISOString().replace('Z', '+00:00')
    return `${at} ${host} sshd[${400 + index}]: Failed password for root from 203.0.113.9 port ${2000 + index} ssh2\n`
  }
  return Array.from({ length: to - from }, (_, index) => line(from + index)).join('')
}

/** The lines of the guide that are commands, in its order. */
function commandsOf(text: string): string[] {
  const fenced = text.replace(/^```sh\n([\s\S]*?)^```$/gm, (_, lines: string) => lines.replace(/^/gm, '    '))
  return fenced.split('\n').flatMap((line) => (/^ {4}(?:hindcast|journalctl|curl) /.test(line) ? [line.trim()] : []))
}

it('names what is on the page as the page does', () => {
  const [, section = ''] = /^## On the page\n([\s\S]*?)^## /m.exec(guide) ?? []
  const names = [...section.matchAll(/\*([^*\n]+)\*/g)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(20)
  const pages = new URL('../../src/web/evidence/', import.meta.url)
  const sources = readdirSync(pages).map((file) => readFileSync(new URL(file, pages), 'utf8'))
  expect(names.filter((name) => !sources.some((source) => source.includes(name)))).toEqual([])
})

it('has no command line that does not work as it is written', { timeout: 300_000 }, async () => {
  const authority = await openAuthority('Example Time')
  writeFileSync(join(folder, 'authority.pem'), authority.root)
  const commands = commandsOf(guide)
  expect(commands.length).toBeGreaterThan(15)
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`, HINDCAST_DATA: join(folder, 'data') }
  const failed: string[] = []
  for (const command of commands) {
    const asked = /--data-binary @(\S+) .* > (\S+)$/.exec(command)
    // The network is not there: the authority answers what would have been sent.
    if (asked !== null) writeFileSync(join(folder, asked[2] ?? ''), await authority.answer(readFileSync(join(folder, asked[1] ?? ''))))
    else await promisify(execFile)('sh', ['-c', command], { cwd: folder, env }).catch((error: unknown) => failed.push(String(error)))
  }
  expect(failed).toEqual([])
  expect(readFileSync(join(folder, 'auth-copy.log'), 'utf8')).toBe(signIns('web-1', { to: 77 }))
})
