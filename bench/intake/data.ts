import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { chanceOf } from '../../examples/generator/random.ts'
import { accessLine, authLine, cloudTrailRecord, type Line, serviceRecord } from './lines.ts'

/** A made-up set of evidence. */
export interface DataSet {
  readonly name: string
  readonly files: readonly DataFile[]
  readonly bytes: number
  readonly records: number
}

export interface DataFile {
  readonly path: string
  readonly sha256: string
  readonly size: number
}

/** How a set is made: so many files of so many bytes or records. */
export interface DataPlan {
  readonly name: string
  readonly line: Line
  readonly files: number
  /** Of each file, one of the two. */
  readonly fileBytes?: number
  readonly fileRecords?: number
  readonly ending: string
  /** Records are the elements of one array in an object, as CloudTrail delivers them. */
  readonly isEnvelope?: boolean
}

const mb = 1_000_000

/** The sets the bars speak of; `share` makes all of them smaller. */
export function dataPlans(share: number): DataPlan[] {
  const large = Math.max(mb, Math.round(125 * mb * share))
  return [
    { name: 'CloudTrail, lines', line: cloudTrailRecord, files: 4, fileBytes: large, ending: 'json' },
    { name: 'CloudTrail, one array', line: cloudTrailRecord, files: 4, fileBytes: large, ending: 'json', isEnvelope: true },
    { name: 'CloudTrail, one file', line: cloudTrailRecord, files: 1, fileBytes: large * 4, ending: 'json' },
    { name: 'small JSON lines', line: serviceRecord, files: 4, fileBytes: large / 2, ending: 'jsonl' },
    { name: 'syslog', line: authLine, files: 4, fileBytes: large / 2, ending: 'log' },
    { name: 'web access', line: accessLine, files: 4, fileBytes: large / 2, ending: 'log' },
    { name: 'many small files', line: cloudTrailRecord, files: Math.round(100_000 * share), fileRecords: 10, ending: 'json' },
  ]
}

/** Bumped when the same plan makes other bytes. */
const recipe = 2

/** Makes a set, or finds it made before: the same bytes for the same plan, for ever. */
export async function makeData(plan: DataPlan, place: string): Promise<DataSet> {
  const { line, ...rest } = plan
  const key = createHash('sha256')
    .update(JSON.stringify({ recipe, line: line.name, ...rest }))
    .digest('hex')
    .slice(0, 16)
  const folder = join(place, key)
  const list = join(folder, 'set.json')
  const known = await readFile(list, 'utf8').catch(() => undefined)
  if (known !== undefined) return JSON.parse(known)
  const making = `${folder}.making`
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true })
  const files: DataFile[] = []
  let records = 0
  for (let index = 0; index < plan.files; index += 1) {
    const name = join(`${Math.floor(index / 1000)}`, `${String(index).padStart(6, '0')}.${plan.ending}`)
    if (index % 1000 === 0) await mkdir(join(making, `${Math.floor(index / 1000)}`))
    const made = await makeFile(join(making, name), plan, index)
    records += made.records
    files.push({ path: join(folder, name), sha256: made.sha256, size: made.size })
  }
  const set: DataSet = { name: plan.name, files, records, bytes: files.reduce((sum, { size }) => sum + size, 0) }
  await writeFile(join(making, 'set.json'), JSON.stringify(set))
  await rename(making, folder)
  return set
}

async function makeFile(path: string, plan: DataPlan, index: number): Promise<{ sha256: string; size: number; records: number }> {
  const made = { size: 0, records: 0 }
  const pieces = piecesOf(plan, index, made)
  if (plan.fileRecords !== undefined) await writeFile(path, [...pieces].join(''))
  else await pipeline(Readable.from(pieces), createWriteStream(path))
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return { sha256: hash.digest('hex'), ...made }
}

function* piecesOf(
  { line, fileBytes = Infinity, fileRecords = Infinity, isEnvelope = false, name }: DataPlan,
  index: number,
  made: { size: number; records: number },
) {
  const chance = chanceOf(7, name, index)
  let piece: string[] = isEnvelope ? ['{"Records":['] : []
  let held = 0
  while (made.size + held < fileBytes && made.records < fileRecords) {
    const text = `${isEnvelope && made.records > 0 ? ',' : ''}${line(chance, made.records)}${isEnvelope ? '' : '\n'}`
    piece.push(text)
    held += Buffer.byteLength(text)
    made.records += 1
    if (held < 1 << 20) continue
    const joined = piece.join('')
    made.size += Buffer.byteLength(joined)
    yield joined
    piece = []
    held = 0
  }
  const last = piece.join('') + (isEnvelope ? ']}' : '')
  made.size += Buffer.byteLength(last)
  yield last
}
