import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** The first Node on the path that is older than 24; undefined on a machine that has none. */
export async function olderNode(): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const node = join(folder, 'node')
    if (!existsSync(node)) continue
    const { stdout } = await promisify(execFile)(node, ['--version'])
    if (Number(stdout.slice(1).split('.')[0]) < 24) return node
  }
  return undefined
}
