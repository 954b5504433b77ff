import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolderOf } from './assets.ts'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
}

/** One text with the licence of every package whose code or files are in the bundle, in the order of their names. `files` are paths from `root`. */
export function licenseTexts(root: string, files: readonly string[]): string {
  const folders = new Set(files.map(packageFolderOf).filter((folder) => folder !== undefined))
  const parts = [...folders].map((folder) => {
    const manifest: Manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const texts = readdirSync(join(root, folder)).filter((name) => /^(?:licen[cs]e|notice|copying)/i.test(name))
    const body = texts.map((name) => readFileSync(join(root, folder, name), 'utf8').trim()).join('\n\n')
    return { name: manifest.name, text: `${manifest.name} ${manifest.version} (${manifest.license ?? 'see below'})\n\n${body}` }
  })
  const rule = `\n\n${'-'.repeat(80)}\n\n`
  const sorted = parts.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ text }) => text)
  return `Hindcast contains the following software of others.${rule}${sorted.join(rule)}\n`
}
