import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { AppError } from '../../src/base/error.ts'
import { readTruth, type Truth } from './truth.ts'

/** One incident whose truth is known, as it lies in a folder. */
export interface Case {
  /** What its figures are grouped by. */
  readonly group: string
  readonly name: string
  /** What is drafted from: files and folders. */
  readonly evidence: readonly string[]
  /** What the evidence paths of the truth are relative to. */
  readonly root: string
  readonly yamlFile?: string
  readonly truth: Truth
}

/** What a given folder turned out to be. */
export type Found = { readonly kind: 'cases'; readonly cases: readonly Case[] } | { readonly kind: 'detonations'; readonly files: readonly string[] }

const deepest = 6
const truthName = /^(?:.{1,100}\.)?truth\.json$/i

/** Looks at a folder: incidents with a `truth.json`, else files in which everything is attack. Throws AppError where it is neither. */
export async function findCases(folder: string): Promise<Found> {
  if (!existsSync(folder)) throw new AppError('usage', `Cannot find "${folder}"`)
  if ((await stat(folder)).isFile()) return { kind: 'detonations', files: [folder] }
  const files = await filesIn(folder, 0)
  const truths = files.filter((file) => truthName.test(basename(file)))
  if (truths.length > 0) return { kind: 'cases', cases: await Promise.all(truths.map((path) => caseAt(path, folder))) }
  const logs = files.filter((file) => /\.(?:json|jsonl|ndjson|log|txt)(?:\.gz)?$/i.test(file) || /\.gz$/i.test(file))
  if (logs.length > 0) return { kind: 'detonations', files: logs }
  throw new AppError(
    'usage',
    `"${folder}" holds neither a truth.json (beside evidence/ and incident.yaml, here or in folders below) nor CloudTrail files (.json, .jsonl, .gz)`,
  )
}

async function filesIn(folder: string, depth: number): Promise<string[]> {
  if (depth > deepest) return []
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))
  const inside = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .map(async (entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesIn(path, depth + 1) : entry.isFile() ? [path] : []
    })
  return (await Promise.all(inside)).flat()
}

/** Evidence is in `evidence/`, or is every other file beside the truth. */
async function caseAt(truthPath: string, folder: string): Promise<Case> {
  const truth = await readTruth(truthPath)
  const home = join(truthPath, '..')
  const own = join(home, 'evidence')
  const yamlFile = ['incident.yaml', 'incident.yml'].map((name) => join(home, name)).find((path) => existsSync(path))
  const beside = (await filesIn(home, 0)).filter((file) => file !== yamlFile && !truthName.test(basename(file)) && !/\.md$/i.test(file))
  const hasFolder = existsSync(own)
  const evidence = hasFolder ? [own] : beside
  if (evidence.length === 0) throw new AppError('truth', `"${truthPath}" has no evidence beside it: put it into "${own}"`)
  const name = relative(folder, home) || basename(home)
  return {
    group: truth.scenario ?? name,
    name,
    evidence,
    root: hasFolder ? own : home,
    ...(yamlFile === undefined ? {} : { yamlFile }),
    truth,
  }
}
