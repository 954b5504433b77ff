import { describe, expect, it } from 'vitest'
import { createStampReader, hasPlainStamp, hasStamp, readStamp } from './stamp.ts'

describe('hasPlainStamp()', () => {
  const plain = 'Mar 11 09:15:02 web-1 sshd[612]: message'
  const written = (text: string) => new TextEncoder().encode(text)

  it('is true only of lines that have a stamp', () => {
    expect(hasPlainStamp(written(plain), 0)).toBe(true)
    expect(hasPlainStamp(written(`\n${plain}`), 1)).toBe(true)
    for (let at = 0; at < 16; at += 1) {
      for (const character of [' ', ':', '0', 'x', '\n', 'ä', '[', '@', '{']) {
        const line = plain.slice(0, at) + character + plain.slice(at + 1)
        if (hasPlainStamp(written(line), 0)) expect(hasStamp(line)).toBe(true)
      }
    }
  })

  it('is false where the bytes end', () => {
    for (let length = 0; length < 15; length += 1) expect(hasPlainStamp(written(plain.slice(0, length)), 0)).toBe(false)
  })
})

describe('createStampReader()', () => {
  it('gives what each stamp is on its own, whatever came before it', () => {
    const lines = [
      'Mar 11 09:15:02 a b: c',
      'Mar 11 09:15:02.5 a b: c',
      'Mar 11 09:15:0x a b: c',
      'Mar 11 09:16:03 a b: c',
      'Mar 11 09:16:03',
      'Mar 11 09:16:03x a b: c',
      'Mar 11 2024 09:16:03 a b: c',
      'Mar  1 09:15:02 a b: c',
      'Mar 1 09:15:02 a b: c',
      'mar 11 09:15:02 a b: c',
      'Xyz 11 09:15:02 a b: c',
      'Xyz 11 09:15:02 a b: c',
    ]
    const alone = lines.map(readStamp)
    for (const first of lines)
      for (const second of lines) expect([first, second, second].map(createStampReader())).toEqual([first, second, second].map(readStamp))
    expect(lines.map(createStampReader())).toEqual(alone)
    expect(alone.map((stamp) => stamp?.kind)).toEqual([
      'yearless',
      'yearless',
      undefined,
      'yearless',
      'yearless',
      undefined,
      'written',
      'yearless',
      'yearless',
      'yearless',
      'impossible',
      'impossible',
    ])
  })
})
