import { describe, expect, it } from 'vitest'
import { evidenceItemSchema } from '../model/evidence-item.ts'
import { pathWithin } from './evidence-paths.ts'

function items(...paths: readonly string[]): Parameters<typeof pathWithin>[0] {
  return paths.map((path, index) =>
    evidenceItemSchema.parse({ id: `item-${index}`, label: `E${index + 1}`, name: 'a', path, sha256: String(index).repeat(64), size: 1 }),
  )
}

describe('pathWithin()', () => {
  it('leaves out the folders that lead to all evidence', () => {
    const within = pathWithin(items('/home/mara/case/cloud/a.gz', '/home/mara/case/cloud/a.gz!a', '/home/mara/case/hosts/b.log'))
    expect(within('/home/mara/case/cloud/a.gz')).toBe('cloud/a.gz')
    expect(within('/home/mara/case/cloud/a.gz!a')).toBe('cloud/a.gz!a')
    expect(within('/home/mara/case/hosts/b.log')).toBe('hosts/b.log')
  })

  it('takes whole folders only', () => {
    expect(pathWithin(items('/case/logs-1/a', '/case/logs-2/b'))('/case/logs-1/a')).toBe('logs-1/a')
  })

  it('knows drives and backslashes', () => {
    expect(pathWithin(items('C:\\Users\\mara\\case\\a.log', 'C:\\Users\\mara\\case\\web\\b.log'))('C:\\Users\\mara\\case\\web\\b.log')).toBe(
      'web\\b.log',
    )
  })

  it('gives back a path that is not absolute', () => {
    expect(pathWithin(items('/case/a', 'cloud/b'))('cloud/b')).toBe('cloud/b')
  })

  it('leaves the name of a single item', () => {
    expect(pathWithin(items('/home/mara/a.log'))('/home/mara/a.log')).toBe('a.log')
  })
})
