import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../base/error.ts'
import { segmentFolder } from '../../store/events/segment-file.ts'
import { createSegmentWriter, type SegmentWriter } from '../../store/events/segment-writer.ts'
import { createHarvester, type Harvester } from '../drafting/harvest-file.ts'
import type { IntakeItem } from './intake-item.ts'
import { authLog, idsByReading, type IntakeGround, openIntakeGround } from './made-up-intake.ts'
import { type TakenBatch, takeBatch } from './take-batch.ts'
import { takeIn } from './take-in.ts'

const isRoot = process.getuid?.() === 0
/** Mounting is the only way to a disk that is full or read-only, and needs more rights than a test usually has. */
const canMount = process.platform === 'linux' && isRoot && trialMount()
const mounts: string[] = []
const sorted = <T>(ids: Map<string, T>) => [...ids].sort(([a], [b]) => (a < b ? -1 : 1))
const harvesterOf = (ground: IntakeGround) => createHarvester(ground.rules)

afterEach(() => {
  for (const folder of mounts.splice(0)) spawnSync('umount', [folder])
})

function trialMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'hindcast-mount-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0
  const unmounted = mounted && spawnSync('umount', [folder]).status === 0
  rmSync(folder, { recursive: true, force: true })
  return unmounted
}

function mount(folder: string, options: string): void {
  mounts.push(folder)
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status).toBe(0)
}

async function onGround(use: (ground: IntakeGround) => Promise<void>): Promise<void> {
  const ground = await openIntakeGround()
  try {
    await use(ground)
  } finally {
    for (const folder of mounts.splice(0)) spawnSync('umount', [folder])
    await ground.close()
  }
}

function logs(count: number, lines: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`auth-${index}.log`, authLog(index, lines)]))
}

/** Reads a batch in this thread, with something that happens at the first event of "victim.log". */
async function takeHere(ground: IntakeGround, items: readonly IntakeItem[], happen: (file: string) => void): Promise<TakenBatch> {
  const harvester = harvesterOf(ground)
  const troubled: Harvester = (task, progress, company = {}) => {
    let isFirst = task.path === 'victim.log'
    return harvester(task, progress, {
      ...company,
      onEvent(event, bytes, record) {
        if (isFirst) happen(task.file ?? '')
        isFirst = false
        company.onEvent?.(event, bytes, record)
      },
    })
  }
  return takeBatch(items, { harvester: troubled, writer: writerOf(ground), signal: new AbortController().signal, progress: () => undefined })
}

function writerOf(ground: IntakeGround, limits = { rows: 300, bytes: 1_000_000 }): SegmentWriter {
  return createSegmentWriter({ folder: segmentFolder(ground.folder, ground.incident), writer: '1-1', tag: 't', program: 'Hindcast', limits })
}

describe('takeBatch()', () => {
  it('keeps nothing of a file that shrinks while it is read, and all of the others', () =>
    onGround(async (ground) => {
      const items = await ground.add({ ...logs(3, 200), 'victim.log': authLog(50, 20_000), 'behind.log': authLog(60, 200) })
      const taken = await takeHere(ground, items, (file) => truncateSync(file, 300_000))
      expect(taken.failures.map(({ path }) => path)).toEqual(['victim.log'])
      expect(taken.failures[0]?.problems[0]?.message).toMatch(/^The file is not the one that was taken in any more: its SHA-256 was/)
      await ground.store.commitSegments(ground.incident, { add: taken.segments, remove: [], readings: readingsOf(taken) })
      const others = items.filter(({ path }) => path !== 'victim.log')
      expect(sorted(await ground.events())).toEqual(sorted(await idsByReading(others)))
      expect((await ground.segmentFiles()).toSorted()).toEqual(taken.segments.map(({ name }) => name).toSorted())
    }))

  it.each([
    ['grows', (file: string) => appendFileSync(file, authLog(51, 50))],
    ['loses its name', (file: string) => rmSync(file)],
  ])('reads what was there of a file that %s while it is read', (_, happen) =>
    onGround(async (ground) => {
      const items = await ground.add({ 'victim.log': authLog(50, 20_000), 'behind.log': authLog(60, 20) })
      const expected = await idsByReading(items)
      const taken = await takeHere(ground, items, happen)
      expect(taken.failures).toEqual([])
      await ground.store.commitSegments(ground.incident, { add: taken.segments, remove: [], readings: readingsOf(taken) })
      expect(sorted(await ground.events())).toEqual(sorted(expected))
    }),
  )

  it('leaves no file behind where one cannot be written', () =>
    onGround(async (ground) => {
      const items = await ground.add(logs(10, 100))
      const writer = writerOf(ground)
      const flush = writer.flush.bind(writer)
      let left = 2
      const add: SegmentWriter['add'] = (event, bytes) => {
        writer.add(event, bytes)
        if (writer.waiting > 250) failing.flush()
      }
      const failing: SegmentWriter = {
        begin: (bytes) => writer.begin(bytes),
        drop: () => writer.drop(),
        take: () => writer.take(),
        discard: () => writer.discard(),
        waiting: 0,
        add,
        flush() {
          left -= 1
          if (left === 0) throw new AppError('no-space', 'Cannot keep events: no space is left on the disk')
          flush()
        },
      }
      const tools = { harvester: harvesterOf(ground), writer: failing, signal: new AbortController().signal, progress: () => undefined }
      await expect(takeBatch(items, tools)).rejects.toMatchObject({ code: 'no-space' })
      expect(await ground.segmentFiles()).toEqual([])
    }))
})

function readingsOf({ items }: TakenBatch) {
  return items.map(({ sha256, detail, harvest }) => ({ sha256, settings: '', detail, harvest }))
}

describe('takeIn()', () => {
  it('tells of a folder in the place of a file, and reads the rest', () =>
    onGround(async (ground) => {
      const items = await ground.add(logs(3, 10))
      const [victim] = items
      await rm(victim?.file ?? '')
      await mkdir(victim?.file ?? '')
      const { taken, failures } = await takeIn(ground.request(items))
      expect([taken, failures.map(({ problems }) => problems[0]?.message.slice(0, 22))]).toEqual([2, ['Cannot be read: EISDIR']])
    }))

  it.skipIf(isRoot)('tells of a file it may not read, and reads the rest', () =>
    onGround(async (ground) => {
      const items = await ground.add(logs(3, 10))
      await chmod(items[0]?.file ?? '', 0o000)
      const { taken, failures } = await takeIn(ground.request(items))
      expect([taken, failures.map(({ problems }) => problems[0]?.message.slice(0, 22))]).toEqual([2, ['Cannot be read: EACCES']])
    }),
  )

  it.runIf(canMount)('ends with a clear message when the disk is full, keeps what it read, and reads the rest when there is room', () =>
    onGround(async (ground) => {
      const items = await ground.add(logs(40, 600))
      const folder = segmentFolder(ground.folder, ground.incident)
      await mkdir(folder, { recursive: true })
      mount(folder, 'size=300k')
      const limits = { bytes: 200_000, items: 4 }
      const failed = takeIn(ground.request(items, { limits }))
      await expect(failed).rejects.toMatchObject({
        code: 'no-space',
        message: expect.stringMatching(/no space is left on the disk: free some and try again$/),
      })
      const readings = await ground.store.readings(ground.incident)
      expect(readings.length).toBeGreaterThan(0)
      expect(readings.length).toBeLessThan(40)
      expect((await ground.segmentFiles()).length).toBe((await ground.store.segments(ground.incident)).length)
      expect(spawnSync('mount', ['-o', 'remount,size=50m', folder]).status).toBe(0)
      expect(await takeIn(ground.request(items, { limits }))).toMatchObject({ taken: 40 - readings.length, kept: readings.length, failures: [] })
      expect(sorted(await ground.events())).toEqual(sorted(await idsByReading(items)))
    }),
  )

  it.runIf(canMount)('says that the folder is read-only', () =>
    onGround(async (ground) => {
      const items = await ground.add(logs(2, 10))
      const folder = segmentFolder(ground.folder, ground.incident)
      await mkdir(folder, { recursive: true })
      mount(folder, 'ro,size=1m')
      await expect(takeIn(ground.request(items))).rejects.toMatchObject({ code: 'read-only', message: expect.stringContaining('read-only') })
      expect(await ground.store.readings(ground.incident)).toEqual([])
      await writeFile(join(ground.folder, 'still-writable'), '')
    }),
  )
})
