import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DataSet } from './data.ts'

/** Where log2timeline is, and how it is run: `HINDCAST_PLASO` names the folder of its programs, else the path is searched. Undefined where it is not. */
export function findPlaso(): string | undefined {
  const given = process.env['HINDCAST_PLASO']
  const candidates = given === undefined ? ['log2timeline.py', 'log2timeline'] : [join(given, 'log2timeline'), join(given, 'log2timeline.py')]
  return candidates.find((program) => (given === undefined || existsSync(program)) && spawnSync(program, ['--version']).status === 0)
}

/** Seconds plaso takes to read a set into its storage, with its own choice of workers; undefined where it fails. */
export function runPlaso(program: string, set: DataSet, folder: string): number | undefined {
  const [first] = set.files
  if (first === undefined) return undefined
  const source = join(first.path, '..', '..')
  const args = ['--quiet', '--unattended', '--status-view', 'none', '--parsers', parsers, '--storage-file', join(folder, 'out.plaso'), source]
  const start = performance.now()
  const done = spawnSync(program, args, { cwd: folder, stdio: 'ignore', timeout: mostMs })
  return done.status === 0 ? (performance.now() - start) / 1000 : undefined
}

const parsers = 'jsonl/aws_cloudtrail_log,text/syslog_traditional,text/apache_access'
const mostMs = 1_800_000
