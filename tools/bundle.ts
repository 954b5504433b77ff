// `npm run bundle`: the program and its web page as plain JavaScript in dist/, for `npm pack`. Node 24 runs it with the two native engines beside it.
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { build as buildWeb } from 'vite'
import { shipAssets } from './bundle/assets.ts'
import { licenseTexts } from './bundle/licenses.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const outdir = join(root, 'dist')

/** Native code cannot be bundled: what searches events, what typesets PDF and what draws pixels stay the package's dependencies. */
const external = ['@duckdb/node-api', '@myriaddreamin/typst-ts-node-compiler', '@resvg/resvg-js']

rmSync(outdir, { recursive: true, force: true })
await buildWeb({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { license: { fileName: 'licenses.md' } } })

const result = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/cli/main.ts', ...workerEntries() },
  outdir,
  bundle: true,
  splitting: true,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // Flat: what one file names relative to itself lies where the next one looks too.
  chunkNames: 'chunk-[hash]',
  external,
  plugins: [shipAssets({ root, outdir })],
  // Some packages are CommonJS: they ask for Node's modules by require(), and where they are.
  banner: {
    js: [
      "import { createRequire as createRequireHere } from 'node:module'",
      'const require = createRequireHere(import.meta.url), __dirname = import.meta.dirname',
    ].join('\n'),
  },
  logLevel: 'warning',
})
writeFileSync(join(outdir, 'LICENSES.txt'), licenseTexts(root, [...Object.keys(result.metafile.inputs), ...shippedPackageFiles()]))

const sizes = Object.entries(result.metafile.outputs).map(([file, { bytes }]) => ({ file, bytes }))
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
console.log(`dist: ${sizes.length} files of code, ${(total / 1_048_576).toFixed(1)} MB`)

/** A worker's entry only runs: it exports nothing that could be called. */
function workerEntries(): Record<string, string> {
  const folder = 'src/app/workers'
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const entries = names.filter((name) => !/^export (?!type\b|interface\b)/m.test(readFileSync(join(root, folder, name), 'utf8')))
  return Object.fromEntries(entries.map((name) => [`worker-${name.slice(0, -'.ts'.length)}`, `${folder}/${name}`]))
}

/** Files of packages that were copied as they are (fonts), as paths in node_modules. */
function shippedPackageFiles(): string[] {
  const folder = join(outdir, 'assets/packages')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map((entry) => `node_modules/${relative(folder, join(entry.parentPath, entry.name))}`)
}
