import { drawers, layers, unitFolders } from './layers.ts'
import type { Breach } from './breach.ts'
import type { Tree } from './tree.ts'

/** Every folder is one the architecture lists; nothing is a drawer; files are named in kebab-case. */
export function checkFolders(tree: Tree): Breach[] {
  return [...tree.folders.flatMap(checkFolder), ...tree.paths.flatMap(checkPath)]
}

function checkFolder(folder: string): Breach[] {
  const name = folder.split('/').at(-1) ?? ''
  if (drawers.has(name)) return [breach(folder, `"${name}" says nothing about what is inside; name the folder after its subject`)]
  const [top = '', ...rest] = folder.split('/')
  const layer = layers[top]
  if (layer === undefined) return [breach(folder, 'the architecture lists no such folder (tools/floors/layers.ts)')]
  const inside = rest.join('/')
  const isListed = inside === '' || layer.folders.includes(inside)
  const isUnit = unitFolders.some((units) => folder.startsWith(`${units}/`) && folder.split('/').length === units.split('/').length + 1)
  return isListed || isUnit ? [] : [breach(folder, `src/${top} has no such folder in the architecture (tools/floors/layers.ts)`)]
}

function checkPath(path: string): Breach[] {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
  const name = path.slice(folder.length).replace(/^\//, '')
  const stem = name.split('.')[0] ?? ''
  const found: Breach[] = []
  if (folder === '') found.push(breach(path, 'src holds folders only'))
  if (drawers.has(stem)) found.push(breach(path, `"${stem}" says nothing about what is inside; name the file after its main export`))
  if (/\.[cm]?[jt]sx?$/.test(name) && !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|generated|d))?\.tsx?$/.test(name)) {
    found.push(breach(path, 'a file of code is TypeScript and named in kebab-case'))
  }
  if (stem === 'index' && name === 'index.ts' && !unitFolders.includes(folder))
    found.push(breach(path, 'only a list of units is an index.ts; import from the file itself'))
  return found
}

function breach(path: string, message: string): Breach {
  return { path, line: undefined, message }
}
