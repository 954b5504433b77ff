import { describe, expect, it } from 'vitest'
import { cleanFileName } from './file-name.ts'

describe('cleanFileName()', () => {
  it.each([
    ['auth.log', 'auth.log'],
    ['var/log/auth.log', 'auth.log'],
    ['C:\\logs\\auth.log', 'auth.log'],
    ['../../etc/passwd', 'passwd'],
    ['..', 'evidence'],
    ['/', 'evidence'],
    ['   ', 'evidence'],
    ['a\u0000b\u202egol.exe', 'abgol.exe'],
    ['Zugriffe März.csv', 'Zugriffe März.csv'],
    ['<img src=x onerror=alert(1)>.log', '<img src=x onerror=alert(1)>.log'],
  ])('keeps of %j only %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept)
  })

  it('shortens long names in whole characters and keeps their ending', () => {
    const name = cleanFileName(`${'ü😀'.repeat(200)}.json.gz`)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
    expect(name.endsWith('….json.gz')).toBe(true)
    expect(name.isWellFormed()).toBe(true)
  })
})
