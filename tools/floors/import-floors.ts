import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import type { Breach } from './breach.ts'
import { layers, reachingModules } from './layers.ts'
import type { Import, SourceFile } from './source-file.ts'
import type { Tree } from './tree.ts'

/** Every import is one the architecture's table allows, of a package that package.json names, and none leads round in a circle. */
export function checkImports(tree: Tree): Breach[] {
  return [...tree.sources.flatMap((source) => source.imports.flatMap((found) => checkImport(source, found, tree))), ...checkCycles(tree.sources)]
}

function checkImport(source: SourceFile, found: Import, tree: Tree): Breach[] {
  const message = found.target.startsWith('.') ? wrongPath(source, found, tree) : wrongPackage(source, found, tree)
  return message === undefined ? [] : [{ path: source.path, line: found.line, message }]
}

function wrongPath(source: SourceFile, found: Import, tree: Tree): string | undefined {
  const target = resolveImport(source.path, found.target)
  const top = topOf(source.path)
  if (target.startsWith('../')) return wrongPathOutside(source, target)
  if (found.kind !== 'lazy' && !tree.paths.includes(target)) return `"${found.target}" is no file (imports carry their extension)`
  const targetTop = topOf(target)
  if (targetTop === top || layers[top]?.imports.includes(targetTop) === true) return undefined
  return `${top} may not import ${targetTop} ("${found.target}")`
}

/** What ships beside src: the version, the built pages, the examples. Only app names it. */
const shipped = /^\.\.\/(?:package\.json$|dist\/web\/|examples\/)/

/** Tests read fixtures. Nothing else lies outside src. */
function wrongPathOutside(source: SourceFile, target: string): string | undefined {
  if (source.isTest) return undefined
  if (topOf(source.path) === 'app' && shipped.test(target)) return undefined
  return `"${target}" lies outside src`
}

function wrongPackage(source: SourceFile, found: Import, tree: Tree): string | undefined {
  if (isBuiltin(found.target)) return wrongBuiltin(source, found.target)
  if (found.kind === 'lazy' && found.target.includes(':')) return undefined
  const name = found.target
    .split('/')
    .slice(0, found.target.startsWith('@') ? 2 : 1)
    .join('/')
  const isDeclared = tree.packages.has(name) || (found.kind === 'type' && tree.packages.has(`@types/${name}`))
  return isDeclared ? undefined : `"${name}" is not in package.json`
}

function wrongBuiltin(source: SourceFile, target: string): string | undefined {
  if (!target.startsWith('node:')) return `"${target}" is written "node:${target}"`
  const layer = layers[topOf(source.path)]
  if (source.isTest || layer === undefined || layer.node === 'all') return undefined
  const top = topOf(source.path)
  if (layer.node === 'none') return `${top} runs in the browser too and may not import "${target}"`
  return reachingModules.has(target.slice('node:'.length)) ? `${top} reaches nothing outside the process and may not import "${target}"` : undefined
}

/** Files that import each other in a circle while the code runs. Types vanish; a lazy import happens after loading. */
export function checkCycles(sources: readonly SourceFile[]): Breach[] {
  const edges = new Map<string, string[]>()
  for (const source of sources) {
    const targets = source.imports.filter(({ kind, target }) => kind === 'static' && target.startsWith('.'))
    edges.set(
      source.path,
      targets.map(({ target }) => resolveImport(source.path, target)),
    )
  }
  const breaches: Breach[] = []
  const done = new Set<string>()
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start !== -1)
      breaches.push({ path, line: undefined, message: `imports lead round in a circle: ${[...trail.slice(start), path].join(' -> ')}` })
    if (start !== -1 || done.has(path)) return
    for (const target of edges.get(path) ?? []) walk(target, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) walk(path, [])
  return breaches
}

function resolveImport(from: string, target: string): string {
  return posix.normalize(posix.join(posix.dirname(from), target))
}

function topOf(path: string): string {
  return path.split('/')[0] ?? ''
}
