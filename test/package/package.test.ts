import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { olderNode } from '../cli/older-node.ts'
import { type Ended, root } from '../cli/run-program.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'hindcast-package-'))
const installed = join(folder, 'node_modules/hindcast')

const evidence = [
  'Jan  5 03:10:01 web-01 sshd[811]: Failed password for root from 203.0.113.7 port 40000 ssh2',
  'Jan  5 03:10:04 web-01 sshd[811]: Accepted password for root from 203.0.113.7 port 40002 ssh2',
  '',
].join('\n')

beforeAll(async () => {
  await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root })
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('npm pack made no package')
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', `./${tarball}`], { cwd: folder })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the installed program on a Node, away from the checkout. */
async function hindcast(args: readonly string[], node = process.execPath): Promise<Ended> {
  const program = join(installed, 'bin/hindcast.mjs')
  try {
    return { code: 0, ...(await run(node, [program, ...args], { cwd: folder })) }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('stdout' in error) || !('stderr' in error)) throw error
    return { code: Number(error.code), stdout: String(error.stdout), stderr: String(error.stderr) }
  }
}

describe('the package', () => {
  it('depends on nothing but native code, and says whose software it contains', () => {
    const manifest: { dependencies: Record<string, string> } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
    expect(Object.keys(manifest.dependencies)).toEqual(['@duckdb/node-api', '@myriaddreamin/typst-ts-node-compiler', '@resvg/resvg-js'])
    for (const name of ['LICENSE', 'NOTICE', 'dist/LICENSES.txt', 'dist/web/licenses.md']) expect(existsSync(join(installed, name)), name).toBe(true)
    expect(readFileSync(join(installed, 'dist/LICENSES.txt'), 'utf8')).toContain('zod')
  })

  it('ships no source and no test', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((name) => !name.startsWith('node_modules'))
    expect(files.filter((name) => /\.tsx?$|\.test\./.test(name))).toEqual([])
  })

  it('says its version and its formats', async () => {
    const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(await hindcast(['--version'])).toEqual({ code: 0, stdout: `hindcast ${version}\n`, stderr: '' })
    const formats = await hindcast(['formats'])
    expect(formats.code).toBe(0)
    expect(formats.stdout).toContain('aws-cloudtrail')
  })

  it('reads evidence', async () => {
    writeFileSync(join(folder, 'auth.log'), evidence)
    const { code, stdout, stderr } = await hindcast(['events', 'auth.log', '--year', '2024', '--tz', 'UTC'])
    expect(code, stderr).toBe(0)
    const times = stdout
      .trimEnd()
      .split('\n')
      .map((line) => String(JSON.parse(line)['@timestamp']))
    expect(times).toEqual(['2024-01-05T03:10:01Z', '2024-01-05T03:10:04Z'])
  })

  it('keeps a container with its members, reads them on its own threads, and searches them', async () => {
    const container = join(root, 'fixtures/containers/seven-zip/input.7z')
    const added = await hindcast(['evidence', 'add', container, '--data', 'data'])
    expect([0, 3], added.stderr).toContain(added.code)
    const listed = await hindcast(['evidence', 'list', '--data', 'data'])
    expect(listed.stdout).toContain('input.7z')
    const verified = await hindcast(['evidence', 'verify', '--data', 'data'])
    expect(verified.code, verified.stdout + verified.stderr).toBe(0)
    const counted = await hindcast(['search', '--count', '--data', 'data'])
    expect(Number(counted.stdout.replaceAll(/\D/g, '')), counted.stderr).toBeGreaterThan(0)
  })

  it('drafts a whole post-mortem and proves it', async () => {
    writeFileSync(join(folder, 'auth.log'), evidence)
    const drafted = await hindcast(['draft', 'auth.log', '--out', 'report', '--year', '2024', '--tz', 'UTC'])
    expect(drafted.code, drafted.stderr).toBe(0)
    expect(readFileSync(join(folder, 'report/report.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
    expect(readFileSync(join(folder, 'report/report.docx')).subarray(0, 2).toString()).toBe('PK')
    const verified = await hindcast(['verify', 'report', '--evidence', 'auth.log'])
    expect(verified.code, verified.stdout + verified.stderr).toBe(0)
  })

  it('drafts the incident that comes along and proves it', async () => {
    const drafted = await hindcast(['demo', '--out', 'demo', '--scenario', 'web-shell'])
    expect(drafted.code, drafted.stderr).toBe(0)
    expect(drafted.stdout).toContain('hindcast verify demo/report')
    const { timeline }: { timeline: readonly { tier?: string }[] } = JSON.parse(
      readFileSync(join(folder, 'demo/report/incident.json'), 'utf8'),
    ).document
    expect(timeline.filter(({ tier }) => tier === 'stated').length).toBeGreaterThan(10)
    const verified = await hindcast(['verify', 'demo/report', '--quiet'])
    expect(verified.code, verified.stdout + verified.stderr).toBe(0)
  })

  it('says kindly which Node it needs on an older one', async ({ skip }) => {
    const node = await olderNode()
    if (node === undefined) return skip('This machine has no older Node to try')
    const { code, stdout, stderr } = await hindcast(['--version'], node)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^Hindcast needs Node 24 or newer; this is Node \d+\.\d+\.\d+\.\nGet it from /)
  })
})
