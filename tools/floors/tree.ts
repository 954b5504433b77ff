import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { type SourceFile, readSource } from './source-file.ts'

/** The folders and files below src, as the floors look at them. */
export interface Tree {
  /** Paths below src with forward slashes. */
  readonly folders: readonly string[]
  /** Every file, whatever it is. */
  readonly paths: readonly string[]
  readonly sources: readonly SourceFile[]
  /** The code beside src, with paths that begin with `../`. */
  readonly outside: readonly SourceFile[]
  /** Packages that package.json names, of either kind. */
  readonly packages: ReadonlySet<string>
}

/** Reads the tree of a checkout. */
export function readTree(root: string): Tree {
  const folders: string[] = []
  const paths: string[] = []
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, 'src', folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (!entry.isDirectory()) paths.push(path)
      else if (holdsFiles(join(root, 'src', path))) {
        folders.push(path)
        walk(path)
      }
    }
  }
  walk('')
  const sources = paths.filter((path) => /\.tsx?$/.test(path)).map((path) => readSource(path, readFileSync(join(root, 'src', path), 'utf8')))
  return { folders, paths, sources, outside: ['tools', 'test', 'bench'].flatMap((folder) => readOutside(root, folder)), packages: packagesOf(root) }
}

function readOutside(root: string, folder: string): SourceFile[] {
  if (!existsSync(join(root, folder))) return []
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  return names.sort().map((name) => readSource(`../${folder}/${name.split(sep).join('/')}`, readFileSync(join(root, folder, name), 'utf8')))
}

/** Git keeps no empty folder: one that only a working copy has is no matter. */
function holdsFiles(folder: string): boolean {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).some((entry) => entry.isFile())
}

function packagesOf(root: string): ReadonlySet<string> {
  const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return new Set([...Object.keys(manifest['dependencies'] ?? {}), ...Object.keys(manifest['devDependencies'] ?? {})])
}
