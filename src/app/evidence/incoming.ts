import { realpath } from 'node:fs/promises'
import { basename, resolve, sep } from 'node:path'
import { plural } from '../../base/text.ts'
import { readSourceFile } from '../../store/vault/source-file.ts'
import type { Discovery } from '../reading/discover.ts'
import { cleanFileName } from '../workspace/file-name.ts'

/** A file, or a stream, that is to become evidence. */
export interface Incoming {
  /** What it is found by: its path as given, or `-`. */
  readonly found: string
  readonly name: string
  /** Below the folder that was given, that folder's name first; "" for what was given itself. */
  readonly path: string
  /** Bytes, where they are known before. */
  readonly size: number
  readonly modifiedMs?: number
  /** Its bytes to their end; throws an AppError where they cannot be read, or change meanwhile. */
  open(): AsyncIterable<Uint8Array>
  /** False for a stream: it gives its bytes once. */
  readonly isFile: boolean
}

/** The files of given paths as what is to come in, named after the folders that were given. */
export function incomingFiles({ files }: Discovery, given: readonly string[]): Incoming[] {
  const roots = given.map((path) => (path.length > 1 ? path.replace(/\/{1,64}$/, '') : path))
  return files.map(({ path, bytes, size, modifiedMs }) => {
    const root = roots.find((one) => path === one || path.startsWith(one === '/' ? one : `${one}/`))
    const below = root === undefined || root === path ? '' : path.slice(root === '/' ? 1 : root.length + 1)
    return {
      found: path,
      name: cleanFileName(basename(path)),
      path: below === '' ? '' : cleanPath(`${basename(resolve(root ?? ''))}/${below}`),
      size,
      modifiedMs: Math.floor(modifiedMs),
      isFile: true,
      open: () => readSourceFile(path, bytes),
    }
  })
}

/** Leaves out what lies in the data folder itself, and tells so: the vault would be copied into the vault, the custody would become evidence of itself. */
export async function outsideOf(folder: string, found: Discovery, given: readonly string[]): Promise<Discovery> {
  const own = await realpath(folder)
  const real = new Map<string, string>()
  for (const path of given) if (!found.missing.includes(path)) real.set(path.replace(/(?<=.)\/{1,64}$/, ''), await realpath(path))
  // Links below what was given are not followed: only what was given itself may lie elsewhere than it says.
  const roots = [...real.keys()].filter((root) => isWithin(own, real.get(root) ?? '') || isWithin(real.get(root) ?? '', own))
  if (roots.length === 0) return found
  const realOf = (path: string): string => {
    const root = roots.find((one) => isWithin(path, one)) ?? path
    return `${real.get(root) ?? root}${path.slice(root.length)}`
  }
  const files = found.files.filter(({ path }) => !isWithin(realOf(path), own))
  const left = found.files.length - files.length
  if (left === 0) return found
  const message = `${plural(left, 'file')} in the data folder of this program, not kept: what is kept already is no new evidence`
  return { ...found, files, problems: [...found.problems, { path: folder, code: 'unreadable', message }] }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}

/** What comes on standard input. */
export function incomingStream(name: string, bytes: AsyncIterable<Uint8Array>): Incoming {
  return { found: '-', name: cleanFileName(name), path: '', size: 0, isFile: false, open: () => bytes }
}

/** A path for people to read: cleaned part by part, nothing that leads out of it. */
export function cleanPath(path: string): string {
  const parts = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..')
  return parts.slice(-60).map(cleanFileName).join('/')
}
