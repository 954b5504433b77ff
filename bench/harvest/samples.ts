import { createReadStream, createWriteStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

/** One file to measure with. */
export interface Sample {
  readonly name: string
  readonly path: string
}

const kinds = [
  { name: 'cloudtrail.json', folder: 'cloudtrail', separator: undefined },
  { name: 'service.jsonl', folder: 'shop-api', separator: '' },
  { name: 'web.log', folder: 'web', separator: '' },
  { name: 'auth.log', folder: 'hosts', separator: '' },
] as const

/** Joins the files of the demonstration, over and over, to one file of each kind with at least so many bytes. */
export async function writeSamples(parts: { evidence: string; place: string; bytes: number }): Promise<Sample[]> {
  const samples: Sample[] = []
  for (const kind of kinds) {
    const contents = await readFolder(join(parts.evidence, kind.folder))
    const path = join(parts.place, kind.name)
    const pieces = kind.separator === undefined ? cloudTrailFile(contents, parts.bytes) : repeated(contents, parts.bytes)
    await pipeline(Readable.from(pieces), createWriteStream(path))
    samples.push({ name: kind.name, path })
  }
  return samples
}

async function readFolder(folder: string): Promise<Buffer[]> {
  const names = (await readdir(folder)).sort()
  return Promise.all(names.map((name) => readWhole(join(folder, name))))
}

async function readWhole(path: string): Promise<Buffer> {
  const file = createReadStream(path)
  const chunks: Buffer[] = []
  for await (const chunk of path.endsWith('.gz') ? file.pipe(createGunzip()) : file) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function* repeated(contents: readonly Buffer[], bytes: number): Generator<Buffer> {
  for (let written = 0; written < bytes; ) {
    for (const content of contents) {
      yield content
      written += content.length
    }
  }
}

/** The records of all files in one envelope, as CloudTrail delivers them. */
function* cloudTrailFile(contents: readonly Buffer[], bytes: number): Generator<Buffer> {
  const bodies = contents.map((content) => content.subarray(content.indexOf('[') + 1, content.lastIndexOf(']')))
  let separator = Buffer.from('{"Records":[')
  for (const body of repeated(bodies, bytes)) {
    yield separator
    yield body
    separator = Buffer.from(',')
  }
  yield Buffer.from(']}')
}
