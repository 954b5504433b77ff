import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProblemLedger } from './problems.ts'
import { readFiles } from './read-files.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-files-'))
  const bad = Array.from({ length: 1500 }, () => '192.0.2.1 - - [31/Feb/2023:13:55:36 +0000] "GET / HTTP/1.0" 200 1\n').join('')
  const good =
    '192.0.2.1 - - [10/Oct/2023:13:55:36 +0000] "GET / HTTP/1.0" 200 1\n192.0.2.1 - - [10/Oct/2023:13:55:37 +0000] "GET / HTTP/1.0" 404 1\n'
  await writeFile(join(folder, 'bad.log'), bad)
  await writeFile(join(folder, 'good.log'), good)
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

describe('readFiles()', () => {
  it('reads files in workers, in the order given, with the consumers beside them', async () => {
    const heard: string[] = []
    const paths = ['bad.log', 'good.log', 'gone.log'].map((name) => join(folder, name))
    const readings = await readFiles({
      files: paths.map((path) => ({ path })),
      consumers: { actions: undefined },
      workers: 2,
      onProblem: ({ path }) => heard.push(path),
    })
    expect(readings.map(({ path }) => path)).toEqual(paths)
    expect(readings[1]).toMatchObject({ problemCount: 0, results: { actions: { http_request: { count: 2, failures: 1 } } }, items: [{ events: 2 }] })
    expect(readings[2]).toMatchObject({ problems: [{ code: 'unreadable' }], items: [] })
    expect(readings[0]).toMatchObject({ problemCount: 1500, items: [{ events: 0, problems: 1500 }] })
    expect(readings[0]?.problems).toHaveLength(1001)
    expect(readings[0]?.problems.at(-1)).toMatchObject({ code: 'too-many-problems', message: expect.stringContaining('500') })
    expect(heard).toHaveLength(1501)
  })

  it('says which file a consumer nobody knows cost', async () => {
    const [reading] = await readFiles({ files: [{ path: join(folder, 'good.log') }], consumers: { nobody: 1 } })
    expect(reading).toMatchObject({ problems: [{ code: 'unreadable', message: expect.stringContaining('nobody') }] })
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    stop.abort(new Error('enough'))
    await expect(readFiles({ files: [{ path: join(folder, 'good.log') }], consumers: {}, signal: stop.signal })).rejects.toThrow('enough')
  })
})

describe('createProblemLedger()', () => {
  it('keeps the first and counts all', () => {
    const ledger = createProblemLedger('x', 2)
    for (let record = 1; record <= 5; record += 1) ledger.add({ path: 'x', code: 'no-time', record, message: 'No time' })
    expect(ledger.count()).toBe(5)
    expect(ledger.list().map(({ code }) => code)).toEqual(['no-time', 'no-time', 'too-many-problems'])
  })
})
