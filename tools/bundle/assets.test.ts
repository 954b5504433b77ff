import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { afterEach, describe, expect, it } from 'vitest'
import { packageFolderOf, shipAssets } from './assets.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function bundle(files: Readonly<Record<string, string>>): Promise<{ code: string; outdir: string }> {
  const root = mkdtempSync(join(tmpdir(), 'bundle-'))
  folders.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const outdir = join(root, 'dist')
  const plugins = [shipAssets({ root, outdir })]
  await build({
    absWorkingDir: root,
    entryPoints: { main: 'src/main.ts' },
    outdir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    plugins,
    logLevel: 'silent',
  })
  return { code: readFileSync(join(outdir, 'main.js'), 'utf8'), outdir }
}

describe('shipAssets()', () => {
  it('copies a file that the code names, and points the code at the copy', async () => {
    const { code, outdir } = await bundle({
      'src/main.ts': "import { page } from './render/page.ts'\nconsole.log(page)\n",
      'src/render/page.ts': "export const page: URL = new URL('./page.typ', import.meta.url)\n",
      'src/render/page.typ': '= Page',
    })
    expect(code).toContain("new URL('./assets/render/page.typ', import.meta.url)".replaceAll("'", '"'))
    expect(readFileSync(join(outdir, 'assets/render/page.typ'), 'utf8')).toBe('= Page')
  })

  it('copies a folder without its code', async () => {
    const { code, outdir } = await bundle({
      'src/main.ts': "console.log(new URL('./rules/', import.meta.url))\n",
      'src/rules/one.yml': 'title: One',
      'src/rules/index.ts': 'export const one = 1',
    })
    expect(code).toContain('new URL("./assets/rules/", import.meta.url)')
    expect(readdirSync(join(outdir, 'assets/rules'))).toEqual(['one.yml'])
  })

  it('copies a file of a package to where npm does not leave it out', async () => {
    const { code, outdir } = await bundle({
      'src/main.ts': "console.log(import.meta.resolve('@scope/fonts/sans.ttf'))\n",
      'node_modules/@scope/fonts/package.json': '{ "name": "@scope/fonts", "version": "1.0.0" }',
      'node_modules/@scope/fonts/sans.ttf': 'font',
    })
    expect(code).toContain('new URL("./assets/packages/@scope/fonts/sans.ttf", import.meta.url).href')
    expect(existsSync(join(outdir, 'assets/packages/@scope/fonts/sans.ttf'))).toBe(true)
  })

  it('points at the bundle of a worker and at what the build puts into dist', async () => {
    const { code } = await bundle({
      'src/main.ts': "import { urls } from './app/urls.ts'\nconsole.log(urls)\n",
      'src/app/urls.ts': "export const urls = [new URL('./workers/read.ts', import.meta.url), new URL('../../dist/web/', import.meta.url)]\n",
      'src/app/workers/read.ts': 'export const read = 1',
    })
    expect(code).toContain('new URL("./worker-read.js", import.meta.url)')
    expect(code).toContain('new URL("./web/", import.meta.url)')
  })

  it('leaves alone what is not there', async () => {
    const { code } = await bundle({ 'src/main.ts': "console.log(new URL('./worker-read.js', import.meta.url))\n" })
    expect(code).toContain('new URL("./worker-read.js", import.meta.url)')
  })
})

describe('packageFolderOf()', () => {
  it.each([
    ['node_modules/zod/v4/index.js', 'node_modules/zod'],
    ['node_modules/@noble/hashes/sha2.js', 'node_modules/@noble/hashes'],
    ['node_modules/a/node_modules/b/index.js', 'node_modules/a/node_modules/b'],
    ['src/cli/main.ts', undefined],
  ])('of %s is %s', (file, folder) => {
    expect(packageFolderOf(file)).toBe(folder)
  })
})
