import { describe, expect, it } from 'vitest'
import { exportPaths } from './export-paths.ts'
import type { ItemView } from './item-view.ts'

const hashes = new Map<string, string>()

function hashOf(key: string): string {
  const known = hashes.get(key) ?? hashes.size.toString(16).padStart(64, '0')
  hashes.set(key, known)
  return known
}

/** An item of this path; `in` is the key of its container. */
function item(path: string, { key = path, in: parent }: { key?: string; in?: string } = {}): ItemView {
  const row = { sha256: hashOf(key), name: path.split('/').at(-1) ?? '', path, size: 1, addedAt: '2026-03-01T10:00:00Z', status: 'read', detail: '' }
  const said = { place: 1, held: false, acquisition: {}, ...(parent === undefined ? {} : { parent: hashOf(parent) }) }
  return { row: { ...row, ...said }, state: 'read', records: 0, events: 0, problems: [], problemCount: 0, members: [] }
}

function pathsOf(items: readonly ItemView[]): string[] {
  return [...exportPaths(items, items).values()]
}

describe('exportPaths()', () => {
  it('keeps names apart where capitals do not count', () => {
    const names = ['ok.log', 'OK.log', 'ma\u017f\u017f.log', 'MASS.log', 'stra\u00dfe', 'STRASSE']
    const paths = pathsOf(names.map((name, index) => item(name, { key: `${index}` })))
    expect(new Set(paths.map((path) => path.toUpperCase())).size).toBe(names.length)
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(names.length)
  })

  it('gives no name of a Windows device', () => {
    const names = ['CON', 'nul.txt', 'COM1.log', 'com\u00b9.log', 'LPT\u00b3', 'CONIN$', 'aux/x.log']
    expect(pathsOf(names.map((name) => item(name)))).toEqual([
      '_CON',
      '_nul.txt',
      '_COM1.log',
      '_com\u00b9.log',
      '_LPT\u00b3',
      '_CONIN$',
      '_aux/x.log',
    ])
  })

  it('takes what shows an invisible character in a member for a part of its name', () => {
    const [, inside] = pathsOf([item('x.zip'), item('logs/two\\nlines.log', { in: 'x.zip' })])
    expect(inside).toBe('x.zip (members)/logs/two_nlines.log')
  })

  it('finds a folder where files have the names of all others', () => {
    const paths = pathsOf(['dir', 'dir (folder)', 'dir/x.log'].map((name) => item(name)))
    expect(paths).toEqual(['dir', 'dir (folder)', 'dir (folder) (folder)/x.log'])
  })

  it('names items by their hash where the path would be too long to write', () => {
    const long = `${Array.from({ length: 9 }, () => 'd'.repeat(100)).join('/')}/a.log`
    const items = [item('x.zip'), item(long, { key: '1', in: 'x.zip' }), item(long, { key: '2', in: '1' }), item(long, { key: '3', in: '2' })]
    const paths = pathsOf(items)
    expect(paths.slice(2)).toEqual([expect.stringContaining('/a.log (members)/'), `long paths/${hashOf('3')}`])
  })
})
