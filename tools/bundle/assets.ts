import { cpSync, existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Loader, Plugin } from 'esbuild'

/** Where the checkout lies and where the bundle goes. */
export interface Places {
  readonly root: string
  readonly outdir: string
}

const ownFile = /new URL\(\s*(['"])(\.[^'"]*)\1\s*,\s*import\.meta\.url\s*\)/g
const packageFile = /import\.meta\.resolve\(\s*(['"])([^'".][^'"]*)\1\s*\)/g

/**
 * Lets code name what ships with it the way that works without a bundle: `new URL('./page.typ', import.meta.url)` for a file or folder of the checkout,
 * `import.meta.resolve('package/font.ttf')` for one of a package. Both are copied to dist/assets and the code is pointed there; a worker's
 * URL is pointed to its own bundle. Only literals are seen.
 */
export function shipAssets(places: Places): Plugin {
  const loaders: Readonly<Record<string, Loader>> = { '.ts': 'ts', '.tsx': 'tsx' }
  return {
    name: 'ship-assets',
    setup(build) {
      build.onLoad({ filter: /[\\/]src[\\/].*\.tsx?$/ }, ({ path }) => {
        const code = readFileSync(path, 'utf8')
        if (!code.includes('import.meta.')) return undefined
        return { contents: pointAtAssets(code, path, places), loader: loaders[path.slice(path.lastIndexOf('.'))] ?? 'ts' }
      })
    },
  }
}

function pointAtAssets(code: string, path: string, places: Places): string {
  const require = createRequire(path)
  return code
    .replace(ownFile, (whole, _quote: string, target: string) => {
      const file = fileURLToPath(new URL(target, pathToFileURL(path)))
      const shipped = existsSync(file) || isWithin(join(places.root, 'dist'), file) ? ship(file, places) : undefined
      return shipped === undefined ? whole : `new URL('${shipped}', import.meta.url)`
    })
    .replace(packageFile, (_whole, _quote: string, name: string) => `new URL('${ship(require.resolve(name), places)}', import.meta.url).href`)
}

/** Copies a file or folder into the bundle and returns its address there. What the build itself puts into dist is already where it belongs. */
function ship(file: string, { root, outdir }: Places): string {
  const isFolder = file.endsWith(sep) || (existsSync(file) && statSync(file).isDirectory())
  const ending = isFolder ? '/' : ''
  const inRoot = relative(root, file).split(sep).join('/')
  if (inRoot.startsWith('dist/')) return `./${inRoot.slice('dist/'.length)}${ending}`
  const worker = /^src\/app\/workers\/([^/]+)\.ts$/.exec(inRoot)
  if (worker !== null) return `./worker-${worker[1]}.js`
  // npm leaves every folder named node_modules out of a package.
  const name = `assets/${inRoot.replace(/^src\//, '').replace(/^.*node_modules\//, 'packages/')}`
  cpSync(file, join(outdir, name), { recursive: true, filter: (source) => !/\.tsx?$/.test(source) })
  return `./${name}${ending}`
}

function isWithin(folder: string, file: string): boolean {
  return file.startsWith(folder + sep)
}

/** The folder of a package in node_modules that holds this file. */
export function packageFolderOf(file: string): string | undefined {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.split(sep).join('/'))
  return match?.[1] === undefined ? undefined : dirname(`${match[1]}/x`)
}
