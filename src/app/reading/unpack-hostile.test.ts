import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTemporaryFolder } from './temporary-folder.ts'
import { unpackFile } from './unpack.ts'
import type { UnpackLimits } from './unpack-limits.ts'
import { writeLongName, writeTar, writeZip } from './written-archives.ts'

let folder = ''
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-hostile-test-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const log = Buffer.from('2026-03-01T08:00:00+00:00 web-01 sshd[1]: Accepted publickey for mia from 192.0.2.4 port 50000 ssh2\n')

/** Paths of the members below the given file, and what was told, each as "path: message". */
async function unpack(bytes: Buffer, limits: Partial<UnpackLimits> = {}): Promise<{ paths: string[]; told: string[]; bytes: number }> {
  count += 1
  const file = join(folder, `given-${count}`)
  await writeFile(file, bytes)
  await using temporary = openTemporaryFolder()
  const paths: string[] = []
  const told: string[] = []
  let total = 0
  await unpackFile({
    path: 'x',
    file,
    limits,
    put: (part) => temporary.put(part),
    onItem(item) {
      if (item.parent === undefined) return
      paths.push(item.path.slice(2))
      total += item.size
    },
    onProblem: (problem) => told.push(`${problem.path}: ${problem.message}`),
  })
  await rm(file)
  return { paths, told, bytes: total }
}

const small: Partial<UnpackLimits> = { ratioFromBytes: 100_000, ratio: 20 }
const zeros = Buffer.alloc(3_000_000)

describe('unpackFile() of bombs', () => {
  it('cuts off a gzip file that unpacks to far more than it is', async () => {
    const { told, bytes } = await unpack(gzipSync(zeros), small)
    expect(told).toEqual([expect.stringMatching(/^x!x: Unpacks to more than allowed .* cut off there; nothing behind it in "x" was unpacked$/)])
    expect(bytes).toBeLessThan(1_000_000)
  })

  it('stops at the first member of an archive of archives that goes beyond', async () => {
    const inner = writeZip(Array.from({ length: 16 }, (_, index) => ({ name: `zeros-${index}`, bytes: zeros })))
    const outer = writeZip(Array.from({ length: 16 }, (_, index) => ({ name: `level-${index}.zip`, bytes: inner })))
    const { told, bytes } = await unpack(outer, small)
    expect(told).toEqual([expect.stringMatching(/^x!level-0\.zip!zeros-0: Unpacks to more than allowed/)])
    expect(bytes).toBeLessThan(1_000_000)
  })

  it('refuses entries that overlap', async () => {
    const { paths, told } = await unpack(
      writeZip([
        { name: 'kernel', bytes: log },
        { name: 'again', said: { offset: 0, size: log.length, packedSize: 80 } },
      ]),
    )
    expect(paths).toEqual(['kernel'])
    expect(told).toEqual(['x: "again": Overlaps another entry, as in archives made to unpack without end'])
  })

  it('goes so deep and no deeper', async () => {
    const nested = Array.from({ length: 12 }).reduce<Buffer>(
      (bytes, _, index) => writeZip([{ name: `${index}.zip`, bytes }]),
      writeZip([{ name: 'a.log', bytes: log }]),
    )
    const { paths, told } = await unpack(nested)
    expect(paths).toHaveLength(8)
    expect(told).toEqual([expect.stringMatching(/^x!11\.zip!.*: Not unpacked: more than 8 containers lie in one another$/)])
  })

  it('refuses a million entries at once, naming one', async () => {
    const { paths, told } = await unpack(manyEntries(1_000_000))
    expect(paths).toEqual([])
    expect(told).toEqual(['x: Lists 1,000,000 entries, more than the 250,000 that are unpacked; none was; entry 250,001 is "e0250000"'])
  })

  it('stops at the first member of a tar that is one too many', async () => {
    const { paths, told } = await unpack(writeTar(['a', 'b', 'c', 'd'].map((name) => ({ name, bytes: log }))), { members: 2 })
    expect(paths).toEqual(['a', 'b'])
    expect(told).toEqual(['x: More than 2 members: "c" and those behind it were not unpacked'])
  })

  it('names one of many empty members', async () => {
    const { told } = await unpack(writeTar(['a', 'b', 'c'].map((name) => ({ name }))))
    expect(told).toEqual(['x: "a" and 2 more members are empty: they hold no bytes to keep'])
  })
})

describe('unpackFile() of names', () => {
  it.each([
    ['../../etc/passwd', 'its path leads out of the archive ("..")'],
    ['a/../../b', 'its path leads out of the archive ("..")'],
    ['..\\..\\windows\\system.ini', 'its path leads out of the archive ("..")'],
    ['/etc/passwd', 'its path is absolute'],
    ['C:\\windows\\win.ini', 'its path names a drive'],
    ['\\\\server\\share', 'its path is absolute'],
  ])('refuses %s', async (name, reason) => {
    for (const archive of [
      writeTar([
        { name, bytes: log },
        { name: 'good', bytes: log },
      ]),
      writeZip([
        { name, bytes: log },
        { name: 'good', bytes: log },
      ]),
    ]) {
      const { paths, told } = await unpack(archive)
      expect(paths).toEqual(['good'])
      expect(told).toEqual([`x: "${name}": Refused: ${reason}`])
    }
  })

  it('keeps what only hides something under a name that does not', async () => {
    const { paths, told } = await unpack(
      writeZip([
        { name: 'a\u202egol.exe\u001b[2J', bytes: log },
        { name: 'two\nlines', bytes: log },
      ]),
    )
    expect(paths).toEqual(['a\\u202egol.exe\\u001b[2J', 'two\\nlines'])
    expect(told.map((line) => line.split(': ')[1])).toEqual(
      Array.from({ length: 2 }, () => 'Kept under this name, as its name holds characters that nobody sees'),
    )
  })

  it('keeps the end of a name of 5,000 characters', async () => {
    const name = `${'d/'.repeat(20)}${'x'.repeat(4900)}.log`
    for (const archive of [writeTar(writeLongName(name, log)), writeZip([{ name, bytes: log }])]) {
      const { paths, told } = await unpack(archive)
      expect(paths[0]).toMatch(/^…x+\.log$/)
      expect(Buffer.byteLength(paths[0] ?? '')).toBeLessThanOrEqual(1024)
      expect(told).toEqual([expect.stringContaining('Kept under this name, as its name is 4944 bytes long')])
    }
  })

  it('tells two members of one name apart', async () => {
    const { paths, told } = await unpack(
      writeTar([
        { name: 'a.log', bytes: log },
        { name: 'a.log', bytes: Buffer.concat([log, log]) },
      ]),
    )
    expect(paths).toEqual(['a.log', 'a.log (2)'])
    expect(told).toHaveLength(1)
  })

  it('writes nowhere but into its own folder', async () => {
    const before = await stat(tmpdir())
    await unpack(writeTar([{ name: '../outside', bytes: log }]))
    await expect(stat(join(tmpdir(), 'outside'))).rejects.toThrow(/ENOENT/)
    expect(before.isDirectory()).toBe(true)
  })
})

describe('unpackFile() of what is no file', () => {
  it.each([
    ['2', 'A symbolic link, not followed'],
    ['1', 'A hard link, not followed'],
    ['3', 'A character device, not unpacked'],
    ['4', 'A block device, not unpacked'],
    ['6', 'A named pipe (FIFO), not unpacked'],
    ['S', 'A sparse file, not unpacked: archive it without --sparse'],
    ['Q', 'An entry of an unknown kind ("Q"), not unpacked'],
  ])('refuses an entry of the kind %s in a tar', async (type, message) => {
    const { paths, told } = await unpack(
      writeTar([
        { name: 'odd', type, link: '/etc/shadow' },
        { name: 'good', bytes: log },
      ]),
    )
    expect(paths).toEqual(['good'])
    expect(told).toEqual([`x: "odd": ${message}`])
  })

  it('refuses links, pipes and encrypted entries of a ZIP', async () => {
    const { paths, told } = await unpack(
      writeZip([
        { name: 'link', bytes: Buffer.from('/etc/shadow'), mode: 0o120777 },
        { name: 'pipe', mode: 0o010644 },
        { name: 'secret', bytes: log, isEncrypted: true },
        { name: 'good', bytes: log },
      ]),
    )
    expect(paths).toEqual(['good'])
    expect(told).toEqual([
      'x: "link": A symbolic link, not followed',
      'x: "pipe": A named pipe (FIFO), not unpacked',
      'x: "secret": Encrypted, not unpacked: decrypt it and give the decrypted file',
    ])
  })
})

describe('unpackFile() of archives that lie', () => {
  it('tells of sizes and checksums in a directory that are not those of the bytes', async () => {
    const lies = [{ size: 7 }, { size: 2 ** 31 }, { crc: 1 }]
    for (const said of lies) {
      const { paths, told } = await unpack(
        writeZip([
          { name: 'a.log', bytes: log, said },
          { name: 'b.log', bytes: log },
        ]),
      )
      expect(paths).toEqual(['a.log', 'b.log'])
      expect(told).toEqual([expect.stringMatching(/^x!a\.log: (?:Holds \d+ bytes, but the archive says|Its bytes are not those that were archived)/)])
    }
  })

  it('finds the entries of a directory that lists fewer than there are', async () => {
    const { paths, told } = await unpack(
      writeZip(
        [
          { name: 'a.log', bytes: log },
          { name: 'b.log', bytes: log },
        ],
        { count: 1 },
      ),
    )
    expect(paths).toEqual(['a.log', 'b.log'])
    expect(told).toHaveLength(1)
  })

  it('finds streamed entries where the directory is lost', async () => {
    const whole = writeZip([
      { name: 'a.log', bytes: log, isStreamed: true },
      { name: 'b.log', bytes: log, isStreamed: true },
    ])
    expect((await unpack(whole)).told).toEqual([])
    const { paths, told } = await unpack(whole.subarray(0, -30))
    expect(paths).toEqual(['a.log', 'b.log'])
    expect(told).toEqual([expect.stringContaining('The directory at the archive’s end cannot be read')])
  })

  it('gives what a tar holds of a file that claims to be larger', async () => {
    const { paths, told } = await unpack(writeTar([{ name: 'a.log', bytes: log, size: 8 ** 10 }]))
    expect(paths).toEqual(['a.log'])
    expect(told.join('\n')).toMatch(/x!a\.log: Cut off: the archive holds \d+ of its 1073741824 bytes/)
  })

  it('keeps office documents and Java archives whole', async () => {
    const document = writeZip([
      { name: '[Content_Types].xml', bytes: log },
      { name: 'word/document.xml', bytes: log },
    ])
    expect((await unpack(document)).paths).toEqual([])
    const { paths, told } = await unpack(writeZip([{ name: 'a.docx', bytes: document }]))
    expect(paths).toEqual(['a.docx'])
    expect(told).toEqual(['x!a.docx: Kept as one item: an Office document'])
  })
})

/** A ZIP of so many empty entries, written in one go: the writer above would take a minute. */
function manyEntries(entries: number): Buffer {
  const one = writeZip([{ name: 'e0000000' }])
  const [local, central] = [one.subarray(0, 38), one.subarray(38, 92)]
  const all = Buffer.alloc(entries * (local.length + central.length))
  for (let index = 0; index < entries; index += 1) {
    const name = `e${String(index).padStart(7, '0')}`
    const at = index * local.length
    local.copy(all, at)
    all.write(name, at + 30)
    const listed = entries * local.length + index * central.length
    central.copy(all, listed)
    all.writeUInt32LE(at, listed + 42)
    all.write(name, listed + 46)
  }
  const end = writeZip(Array.from({ length: 0x10000 }, () => ({ name: '' }))).subarray(-98)
  end.writeBigUInt64LE(BigInt(entries), 24)
  end.writeBigUInt64LE(BigInt(entries), 32)
  end.writeBigUInt64LE(BigInt(entries * central.length), 40)
  end.writeBigUInt64LE(BigInt(entries * local.length), 48)
  end.writeBigUInt64LE(BigInt(all.length), 64)
  return Buffer.concat([all, end])
}
