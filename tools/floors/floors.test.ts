import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { showBreach } from './breach.ts'
import { checkFloors } from './floors.ts'

const roots: string[] = []

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

/** What the floors say of a tree with these files below src. */
function checkTree(files: Readonly<Record<string, string>>): { breaches: string[]; warnings: string[] } {
  const root = mkdtempSync(join(tmpdir(), 'floors-'))
  roots.push(root)
  for (const [path, code] of Object.entries(files)) {
    mkdirSync(dirname(join(root, 'src', path)), { recursive: true })
    writeFileSync(join(root, 'src', path), code)
  }
  writeFileSync(join(root, 'package.json'), JSON.stringify({ dependencies: { zod: '4' }, devDependencies: { '@scope/pkg': '1' } }))
  const { breaches, warnings } = checkFloors(root)
  return { breaches: breaches.map(showBreach), warnings: warnings.map(showBreach) }
}

const one = 'export const one = 1\n'

describe('checkFloors() accepts', () => {
  it('what the architecture allows', () => {
    const files = {
      'base/one.ts': one,
      'model/two.ts':
        "import { one } from '../base/one.ts'\nimport { z } from 'zod'\nimport x from '@scope/pkg/deep'\nexport const two = [one, z, x]\n",
      'evidence/formats/index.ts': "import { csv } from './csv.ts'\nexport const formats = [csv]\n",
      'evidence/formats/csv.ts': "import { createHash } from 'node:crypto'\nexport const csv = createHash\n",
      'evidence/formats/evtx/chunk.ts': one,
      'evidence/formats/csv.test.ts':
        "import { readFileSync } from 'node:fs'\nimport { csv } from './csv.ts'\nexport const now = [Date.now(), readFileSync, csv]\n",
      'app/config.ts': 'export const port = process.env["PORT"]\n',
      'app/version.ts': "import packageJson from '../../package.json' with { type: 'json' }\nexport const version = packageJson\n",
      'app/clock.ts': 'export const now = () => Date.now()\n',
      'store/records/sqlite.ts': "import { DatabaseSync } from 'node:sqlite'\nexport const store = DatabaseSync\n",
      'findings/rules/one.yml': 'title: One\n',
    }
    expect(checkTree(files).breaches).toEqual([])
  })

  it('types that refer to each other in a circle, and a circle closed lazily', () => {
    const files = {
      'model/a.ts': "import type { B } from './b.ts'\nexport interface A { b: B }\n",
      'model/b.ts': "import type { A } from './a.ts'\nexport interface B { a: A }\n",
      'cli/c.ts': "import { d } from './d.ts'\nexport const c = () => d\n",
      'cli/d.ts': "export const d = () => import('./c.ts')\n",
    }
    expect(checkTree(files).breaches).toEqual([])
  })
})

describe('checkFloors() refuses', () => {
  it.each([
    ['a folder the architecture does not list', { 'plugins/one.ts': one }, 'src/plugins: the architecture lists no such folder'],
    ['a folder inside one that lists no such folder', { 'events/deep/one.ts': one }, 'src/events/deep: src/events has no such folder'],
    ['a drawer', { 'model/utils/one.ts': one }, 'src/model/utils: "utils" says nothing'],
    ['a file that is a drawer', { 'model/helpers.ts': one }, 'src/model/helpers.ts: "helpers" says nothing'],
    ['a file outside the folders', { 'one.ts': one }, 'src/one.ts: src holds folders only'],
    ['a name not in kebab-case', { 'base/oneTwo.ts': one }, 'src/base/oneTwo.ts: a file of code is TypeScript and named in kebab-case'],
    ['plain JavaScript', { 'base/one.js': one }, 'src/base/one.js: a file of code is TypeScript'],
    ['a barrel by name', { 'model/index.ts': one }, 'src/model/index.ts: only a list of units is an index.ts'],
    ['a barrel by content', { 'base/one.ts': one, 'base/all.ts': "export * from './one.ts'\n" }, 'src/base/all.ts:1: no barrels'],
  ])('%s', (_what, files, message) => {
    expect(checkTree(files).breaches).toContainEqual(expect.stringContaining(message))
  })

  it.each([
    ['a stage that imports a stage', "import { one } from '../evidence/one.ts'\n", 'events may not import evidence'],
    ['so much as a type of it', "import type { one } from '../evidence/one.ts'\n", 'events may not import evidence'],
    ['its type written inline', "export type T = import('../evidence/one.ts').One\n", 'events may not import evidence'],
    ['a re-export of it', "export { one } from '../evidence/one.ts'\n", 'events may not import evidence'],
    ['a lazy import of it', "export const load = () => import('../evidence/one.ts')\n", 'events may not import evidence'],
    ['a worker of it', "export const url = new URL('../evidence/one.ts', import.meta.url)\n", 'events may not import evidence'],
    ['an import without its extension', "import { one } from './one'\n", '"./one" is no file'],
    ['a file outside src', "import x from '../../tools/x.ts'\n", 'lies outside src'],
    ['a package that package.json does not name', "import x from 'left-pad'\n", '"left-pad" is not in package.json'],
    ['a scoped package that package.json does not name', "import x from '@scope/other/deep'\n", '"@scope/other" is not in package.json'],
    ['a module that reaches outside', "import { readFileSync } from 'node:fs'\n", 'events reaches nothing outside the process'],
    ["Node's modules without their prefix", "import { createHash } from 'crypto'\n", '"crypto" is written "node:crypto"'],
    ['the clock', 'export const now = () => Date.now()\n', 'the clock is an argument here ("Date.now")'],
    ['the clock as a date', 'export const now = () => new Date()\n', 'the clock is an argument here'],
    ['chance', 'export const id = () => Math.random()\n', 'randomness is an argument here'],
    ['the environment', "export const port = process.env['PORT']\n", 'only src/app/config.ts reads the environment'],
    [
      'the environment by another way',
      "import { env } from 'node:process'\nexport const port = env\n",
      'only src/app/config.ts reads the environment',
    ],
    ['any', 'export const x: any = 1\n', '"any" switches the type check off'],
    ['a claim that something is there', 'export const x = (a: number[]) => a[0]!\n', '"a[0]!" only claims'],
    ['state in a module', 'export let x = 1\n', 'no state in a module'],
    ['work left for later', '// TODO: finish\nexport const x = 1\n', '"TODO" belongs in an issue'],
    ['what is no TypeScript', 'export const = 1\n', 'src/events/bad.ts:1: '],
  ])('%s', (_what, code, message) => {
    expect(checkTree({ 'evidence/one.ts': one, 'events/bad.ts': code }).breaches).toContainEqual(expect.stringContaining(message))
  })

  it("Node's modules in code that runs in the browser too", () => {
    const { breaches } = checkTree({ 'report/one.ts': "import { createHash } from 'node:crypto'\nexport const x = createHash\n" })
    expect(breaches).toEqual(['src/report/one.ts:1: report runs in the browser too and may not import "node:crypto"'])
  })

  it('a test that imports what its folder may not', () => {
    const { breaches } = checkTree({
      'evidence/one.ts': one,
      'events/one.test.ts': "import { one } from '../evidence/one.ts'\nexport const x = one\n",
    })
    expect(breaches).toEqual(['src/events/one.test.ts:1: events may not import evidence ("../evidence/one.ts")'])
  })

  it('imports in a circle', () => {
    const files = {
      'model/a.ts': "import { b } from './b.ts'\nexport const a = () => b\n",
      'model/b.ts': "import { c } from './c.ts'\nexport const b = () => c\n",
      'model/c.ts': "import { a } from './a.ts'\nexport const c = () => a\n",
    }
    expect(checkTree(files).breaches).toEqual([
      'src/model/a.ts: imports lead round in a circle: model/a.ts -> model/b.ts -> model/c.ts -> model/a.ts',
    ])
  })

  it('a file of more than 300 lines, unless a program wrote it', () => {
    const lines = '// line\n'.repeat(301)
    expect(checkTree({ 'base/long.ts': lines }).breaches).toEqual(['src/base/long.ts: 301 lines; a file has at most 300'])
    expect(checkTree({ 'base/long.ts': '// line\n'.repeat(300) }).breaches).toEqual([])
    expect(checkTree({ 'base/long.generated.ts': lines, 'base/data.ts': `// Generated by tools/x.ts\n${lines}` }).breaches).toEqual([])
  })

  it('a function of more than 60 lines; one of more than 40 is mentioned', () => {
    const functionOf = (lines: number): string => `export const work = () => {\n${'  one()\n'.repeat(lines - 2)}}\n`
    expect(checkTree({ 'base/long.ts': functionOf(61) }).breaches).toEqual(['src/base/long.ts:1: work has 61 lines; a function has at most 60'])
    expect(checkTree({ 'base/long.ts': functionOf(60) })).toEqual({
      breaches: [],
      warnings: ['src/base/long.ts:1: work has 60 lines; try to stay under 40'],
    })
    expect(checkTree({ 'base/long.ts': functionOf(40) })).toEqual({ breaches: [], warnings: [] })
  })

  it('the same beside src, where clock and environment are free', () => {
    const { breaches } = checkTree({
      'base/one.ts': one,
      '../tools/one.ts': "export let x: any = [Date.now(), process.env['X']]\n",
      '../test/long.ts': '// line\n'.repeat(301),
    })
    expect(breaches).toEqual([
      'tools/one.ts:1: "any" switches the type check off; use unknown and look',
      'test/long.ts: 301 lines; a file has at most 300',
    ])
  })

  it('a long test, but not a long group of tests', () => {
    const body = '  one()\n'.repeat(61)
    expect(checkTree({ 'base/a.test.ts': `describe('a', () => {\n${body}})\n` }).breaches).toEqual([])
    expect(checkTree({ 'base/a.test.ts': `it('a', () => {\n${body}})\n` }).breaches).toHaveLength(1)
  })
})
