import { copyFile, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { z } from 'zod'
import { AppError, messageOf } from '../../base/error.ts'
import { listOf } from '../../base/text.ts'
import { discoverFiles } from '../reading/discover.ts'
import { prepareOutFolder } from './out-folder.ts'

/** An incident that comes with Hindcast: invented evidence, what the people who were there noted, and what is true about it. */
export interface Demonstration {
  readonly name: string
  /** Folder of the evidence. */
  readonly evidence: string
  readonly yamlFile: string
  /** How its evidence is read: choices of zones as `--tz` takes them, and the year of logs without one. */
  readonly tz: readonly string[]
  readonly year: number | undefined
}

const readingSchema = z.looseObject({
  reading: z.looseObject({ tz: z.array(z.string()).default([]), year: z.number().int().optional() }).default({ tz: [] }),
})

/** Reads what a folder with `evidence/`, `incident.yaml` and `truth.json` says. Throws AppError where it is none. */
export async function readDemonstration(folder: string): Promise<Demonstration> {
  const evidence = join(folder, 'evidence')
  if (!existsSync(evidence)) throw new AppError('no-sample', `This installation has no demonstration in "${folder}"`)
  const { reading } = readingSchema.parse(JSON.parse(await readTruth(join(folder, 'truth.json'))))
  return { name: basename(resolve(folder)), evidence, yamlFile: join(folder, 'incident.yaml'), tz: reading.tz, year: reading.year }
}

async function readTruth(path: string): Promise<string> {
  if (!existsSync(path)) return '{}'
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new AppError('no-sample', `Cannot read "${path}": ${messageOf(error)}`, { cause: error })
  }
}

/** The folder of a demonstration by its name. Throws AppError `usage`, with the names there are, where none of it is installed. */
export function demonstrationNamed(name: string, folders: ReadonlyMap<string, string>): string {
  const there = [...folders].filter(([, folder]) => existsSync(join(folder, 'evidence')))
  const found = there.find(([known]) => known === name)
  if (found !== undefined) return found[1]
  const names = there.map(([known]) => known)
  throw new AppError(
    'usage',
    `There is no scenario "${name}": ${names.length === 0 ? 'none is installed' : `the scenarios are ${listOf(names, 20)}`}`,
  )
}

/**
 * Copies a demonstration into a folder of the user's. What lies there from an earlier time stays as it is: notes may have been written into. Evidence
 * of something else is refused: it would be drafted too.
 */
export async function copyDemonstration(from: string, out: string): Promise<Demonstration> {
  const folder = await prepareOutFolder(out, [])
  if (folder === (await prepareOutFolder(from, [])))
    throw new AppError('usage', `"${out}" is where the demonstration itself lies: choose another folder`)
  await refuseOtherEvidence(from, folder, out)
  for (const name of await filesOf(from)) await copyOnce(join(from, name), folder, name)
  return readDemonstration(folder)
}

async function filesOf(from: string): Promise<string[]> {
  const { files } = await discoverFiles([join(from, 'evidence')])
  return [...files.map(({ path }) => relative(from, path)), ...['incident.yaml', 'truth.json'].filter((name) => existsSync(join(from, name)))]
}

/** A copy stands whole under its name or not at all: what a stopped copy left would be kept, and drafted, as evidence. */
async function copyOnce(source: string, folder: string, name: string): Promise<void> {
  const target = join(folder, name)
  if (existsSync(target)) return
  // Beside the evidence, not in it: it would be read.
  const temporary = join(folder, '.copying.tmp')
  try {
    await mkdir(dirname(target), { recursive: true })
    await copyFile(source, temporary)
    const { atime, mtime } = await stat(source)
    await utimes(temporary, atime, mtime)
    await rename(temporary, target)
  } catch (cause) {
    // What stopped the copying may stop this too; the first reason is the one to tell.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw new AppError('cannot-write', `Cannot copy the demonstration to "${target}": ${messageOf(cause)}`, { cause })
  }
}

async function refuseOtherEvidence(from: string, folder: string, out: string): Promise<void> {
  const held = await readdir(folder)
  const own = new Set(['evidence', 'incident.yaml', 'truth.json', 'report'])
  const foreign = held.filter((name) => !own.has(name) && !name.startsWith('.'))
  if (foreign.length > 0) throw new AppError('usage', `"${out}" holds other files, such as "${foreign[0]}": choose an empty folder for --out`)
  if (!held.includes('evidence')) return
  const namesIn = async (place: string): Promise<Set<string>> => {
    const { files } = await discoverFiles([place])
    return new Set(files.map(({ path }) => relative(place, path).split(sep).join('/')))
  }
  const shipped = await namesIn(join(from, 'evidence'))
  const other = [...(await namesIn(join(folder, 'evidence')))].find((name) => !shipped.has(name))
  if (other !== undefined) throw new AppError('usage', `"${out}" holds evidence of something else ("${other}"): choose an empty folder for --out`)
}
