import { expect, it } from 'vitest'
import { createTimeReader } from '../../time.ts'
import { createMinuteReader } from './minute.ts'

it('reads of every time what reading it on its own gives, whatever came before it', () => {
  const texts = [
    '10/Oct/2025:13:55:36 -0700',
    '10/Oct/2025:13:55:37 -0700',
    '10/Oct/2025:13:55:37 -0730',
    '10/Oct/2025:13:55:59 -0700',
    '10/Oct/2025:13:55:60 -0700',
    '31/Dec/2016:23:59:60 +0000',
    '31/Dec/2016:23:59:07 +0000',
    '10/Oct/2025:13:55:3x -0700',
    '10/Oct/2025:13:55:36 +1900',
    '10/Oct/2025:13:55:36.500 -0700',
    '10/Oct/2025:13:55:36',
    '1/Oct/2025:13:55:36 -0700',
    '2025-10-10T13:55:36 -07:00',
    '',
  ]
  const alone = (text: string) => createTimeReader('Europe/Berlin').read(text)
  for (const first of texts) {
    for (const second of texts) {
      const read = createMinuteReader(createTimeReader('Europe/Berlin'))
      expect([first, second, first, first].map((text) => read(text))).toEqual([first, second, first, first].map(alone))
    }
  }
})
