// `npm run bench -- power-loss [ROUNDS]`: what is left of segments of events when the power fails, six times unless told otherwise. A process writes, commits
// and compacts on an ext4 image of its own; it is stopped, the image is copied as it stands (only what was really synced is in it), mounted and opened as a
// restart does. Needs root on Linux, for loop mounts.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { checkSegments } from '../src/store/events/check-segments.ts'
import { faultIncident, prepareFaults } from '../src/store/events/kill-segments.ts'

const child = fileURLToPath(new URL('../src/store/events/segments-forever.ts', import.meta.url))
const rounds = Number(process.argv[2] ?? 6)

function run(command: string, ...args: readonly string[]): string | undefined {
  const done = spawnSync(command, args, { encoding: 'utf8' })
  return done.status === 0 ? undefined : `${command} ${args.join(' ')}: ${done.error?.message ?? done.stderr.trim()}`
}

function must(command: string, ...args: readonly string[]): void {
  const failed = run(command, ...args)
  if (failed !== undefined) throw new Error(failed)
}

/** Lets the writer work on the image for a while, and copies the image while the writer stands still in the middle of something. */
async function loseThePower({ image, mount, copy, seed }: { image: string; mount: string; copy: string; seed: number }): Promise<string[]> {
  const writer = spawn(process.execPath, [child, mount, faultIncident, String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  await Promise.race([once(writer.stdout, 'data'), once(writer, 'exit')])
  await new Promise((resolve) => setTimeout(resolve, 1_000 + Math.random() * 3_000))
  writer.kill('SIGSTOP')
  // What it told before it stood still is acknowledged; the pipe may still hold some of it.
  await new Promise((resolve) => setTimeout(resolve, 100))
  const acknowledged = told.split('\n').slice(0, -1)
  await copyFile(image, copy)
  writer.kill('SIGKILL')
  await once(writer, 'close')
  return acknowledged
}

async function round(folder: string, number: number): Promise<number> {
  const image = join(folder, 'disk.img')
  const copy = join(folder, 'copy.img')
  const mount = join(folder, 'disk')
  const mountedCopy = join(folder, 'copy')
  for (const path of [mount, mountedCopy]) await mkdir(path, { recursive: true })
  await writeFile(image, '')
  await truncate(image, 512 * 1024 * 1024)
  must('mkfs.ext4', '-q', '-F', image)
  must('mount', '-o', 'loop', image, mount)
  let acknowledged: string[]
  try {
    await prepareFaults(mount)
    acknowledged = await loseThePower({ image, mount, copy, seed: number })
  } finally {
    must('umount', mount)
  }
  must('mount', '-o', 'loop', copy, mountedCopy)
  try {
    const check = await checkSegments({ data: mountedCopy, incident: faultIncident, acknowledged, rowsEach: 150 })
    const state = `${acknowledged.length} items acknowledged, ${check.segments} segments with ${check.rows} rows, ${check.swept} files swept`
    console.log(`${number}: ${state}${check.wrong.length === 0 ? ': all whole' : `\n  ${check.wrong.join('\n  ')}`}`)
    return check.wrong.length
  } finally {
    must('umount', mountedCopy)
  }
}

const folder = await mkdtemp(join(tmpdir(), 'hindcast-power-'))
try {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    console.log('Skipped: losing the power is played with loop mounts, which need root on Linux')
  } else {
    let failed = 0
    for (let number = 1; number <= rounds; number += 1) failed += await round(folder, number)
    console.log(`${rounds} power losses: ${failed} things wrong`)
    process.exitCode = failed === 0 ? 0 : 1
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
