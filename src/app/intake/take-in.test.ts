import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { createHarvester } from '../drafting/harvest-file.ts'
import { harvestItems } from './kept-harvests.ts'
import type { IntakeProgress, ItemProgress } from './intake-progress.ts'
import { authLog, idsByReading, type IntakeGround, openIntakeGround } from './made-up-intake.ts'
import { takeIn } from './take-in.ts'

async function onGround(use: (ground: IntakeGround) => Promise<void>): Promise<void> {
  const ground = await openIntakeGround()
  try {
    await use(ground)
  } finally {
    await ground.close()
  }
}

function logs(count: number, lines = 20): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`auth-${index}.log`, authLog(index, lines)]))
}

const sorted = <T>(ids: Map<string, T>) => [...ids].sort(([a], [b]) => (a < b ? -1 : 1))

describe('takeIn()', () => {
  it('keeps every event of every item, and what each gave to a draft', () =>
    onGround(async (ground) => {
      const items = await ground.add({ ...logs(30), 'empty.log': '', 'notes.txt': 'nothing that any format reads\n' })
      expect(await takeIn(ground.request(items))).toEqual({ taken: 32, kept: 0, failures: [] })
      expect(sorted(await ground.events())).toEqual(sorted(await idsByReading(items)))
      const harvest = createHarvester(ground.rules)
      const expected = await Promise.all(items.map((item) => harvest(item, () => undefined)))
      expect(await harvestItems(ground.request(items))).toEqual(expected)
    }))

  it('reads an item once, and others as they come', () =>
    onGround(async (ground) => {
      const first = await ground.add(logs(3))
      await takeIn(ground.request(first))
      const all = [...first, ...(await ground.add({ 'late.log': authLog(99, 5) }))]
      expect(await takeIn(ground.request(all))).toEqual({ taken: 1, kept: 3, failures: [] })
      expect(await takeIn(ground.request(all))).toEqual({ taken: 0, kept: 4, failures: [] })
      expect(sorted(await ground.events())).toEqual(sorted(await idsByReading(all)))
    }))

  it('replaces what an item gave when it is read otherwise', () =>
    onGround(async (ground) => {
      const items = await ground.add({ 'a.log': 'Mar  5 10:00:00 web-1 sshd[1]: Server listening on 0.0.0.0 port 22.\n', ...logs(2) })
      await takeIn(ground.request(items))
      const otherwise = items.map((item) => (item.path === 'a.log' ? { ...item, zone: 'Asia/Tokyo', year: 2026 } : item))
      expect((await takeIn(ground.request(otherwise))).failures).toEqual([])
      expect(await takeIn(ground.request(otherwise))).toMatchObject({ taken: 0, kept: 3 })
      expect(sorted(await ground.events())).toEqual(sorted(await idsByReading(items)))
      const [harvest] = await harvestItems(ground.request(otherwise))
      expect(harvest?.readings[0]?.first).toMatchObject({ at: '2026-03-05T01:00:00Z', zone: 'Asia/Tokyo' })
    }))

  it('reads an item again of which what was kept is damaged', () =>
    onGround(async (ground) => {
      const items = await ground.add(logs(2))
      await takeIn(ground.request(items))
      const expected = await harvestItems(ground.request(items))
      const [damaged] = items
      const harvestOf = ground.store.harvest
      let isDamaged = true
      const ledger = {
        ...ground.store,
        harvest: async (incident: string, sha256: string) => {
          if (!isDamaged || sha256 !== damaged?.sha256) return harvestOf(incident, sha256)
          isDamaged = false
          return new Uint8Array([2, 1, 2, 3])
        },
      }
      expect(await harvestItems(ground.request(items, { ledger }))).toEqual(expected)
      expect(isDamaged).toBe(false)
      expect(sorted(await ground.events())).toEqual(sorted(await idsByReading(items)))
    }))

  it('reads again only the item that was read otherwise, where it shares a segment with others', () =>
    onGround(async (ground) => {
      const items = await ground.add(logs(5))
      await takeIn(ground.request(items))
      expect(await ground.store.segments(ground.incident)).toHaveLength(1)
      const [first] = items
      const again = await takeIn(ground.request(items, { again: new Set([first?.sha256 ?? '']) }))
      expect(again).toEqual({ taken: 1, kept: 4, failures: [] })
      expect(sorted(await ground.events())).toEqual(sorted(await idsByReading(items)))
    }))

  it('leaves out what it cannot read, says why, and reads the rest', () =>
    onGround(async (ground) => {
      const items = await ground.add(logs(6))
      const gone = { ...items[1], path: 'gone.log', file: `${ground.folder}/files/gone.log`, sha256: 'a'.repeat(64), size: 5 }
      const text = authLog(50, 30)
      const [changed] = await ground.add({ 'changed.log': text })
      await writeFile(changed?.file ?? '', text.replace('Failed', 'Passed'))
      const all = [...items.slice(0, 3), gone, ...(changed === undefined ? [] : [changed]), ...items.slice(3)]
      const { taken, failures } = await takeIn(ground.request(all))
      expect(taken).toBe(6)
      const told = new Map(failures.map(({ path, problems }) => [path, `${problems[0]?.code}: ${problems[0]?.message.slice(0, 23)}`]))
      expect(sorted(told)).toEqual([
        ['changed.log', 'unreadable: The file is not the one'],
        ['gone.log', 'unreadable: Cannot be read: ENOENT:'],
      ])
      expect(sorted(await ground.events())).toEqual(sorted(await idsByReading(items)))
      await writeFile(changed?.file ?? '', text)
      expect(await takeIn(ground.request(all))).toMatchObject({ taken: 1, kept: 6, failures: [{ path: 'gone.log' }] })
    }))

  it('tells how far it is, for all and for each item', () =>
    onGround(async (ground) => {
      const items = await ground.add(logs(4, 500))
      const told: IntakeProgress[] = []
      const last = new Map<string, ItemProgress>()
      await takeIn(ground.request(items, { onProgress: (progress) => told.push(progress), onItem: (item) => last.set(item.sha256, item) }))
      const bytes = items.reduce((sum, { size }) => sum + size, 0)
      expect(told.at(-1)).toMatchObject({ bytes, totalBytes: bytes, events: 2_000, items: 4, totalItems: 4, secondsLeft: 0 })
      expect([...last.values()].map(({ state, events, format }) => `${state} ${events} ${format}`)).toEqual(items.map(() => 'done 500 syslog'))
      const again = new Map<string, ItemProgress>()
      await takeIn(ground.request(items, { onItem: (item) => again.set(item.sha256, item) }))
      expect(sorted(again)).toEqual(sorted(last))
    }))

  it('refuses an item that is given twice', () =>
    onGround(async (ground) => {
      const items = await ground.add(logs(1))
      await expect(takeIn(ground.request([...items, ...items]))).rejects.toMatchObject({ code: 'invalid' })
    }))

  it('leaves nothing half when it is cancelled, and reads the rest the next time', () =>
    onGround(async (ground) => {
      const items = await ground.add(logs(2_500, 4))
      const controller = new AbortController()
      const onItem = ({ state }: ItemProgress): void => {
        if (state === 'done') controller.abort(new Error('Enough'))
      }
      await expect(takeIn(ground.request(items, { onItem, signal: controller.signal, threads: 2 }))).rejects.toThrow('Enough')
      const committed = (await ground.store.segments(ground.incident)).map(({ name }) => name)
      expect((await ground.segmentFiles()).toSorted()).toEqual(committed.toSorted())
      const before = (await ground.store.readings(ground.incident)).length
      expect(before).toBeGreaterThan(0)
      expect(before).toBeLessThan(2_500)
      expect(await takeIn(ground.request(items))).toEqual({ taken: 2_500 - before, kept: before, failures: [] })
      expect(sorted(await ground.events())).toEqual(sorted(await idsByReading(items)))
    }))

  it('does not stop at an item that was disposed of meanwhile', () =>
    onGround(async (ground) => {
      const items = await ground.add(logs(5))
      const text = authLog(77, 3)
      const stranger = {
        path: 'stranger.log',
        file: `${ground.folder}/stranger.log`,
        sha256: createHash('sha256').update(text).digest('hex'),
        size: text.length,
      }
      await writeFile(stranger.file, text)
      const { taken, failures } = await takeIn(ground.request([...items.slice(0, 2), stranger, ...items.slice(2)]))
      expect(taken).toBe(5)
      expect(failures).toMatchObject([{ path: 'stranger.log' }])
      expect(sorted(await ground.events())).toEqual(sorted(await idsByReading(items)))
    }))
})
