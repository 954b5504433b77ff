import { describe, expect, it } from 'vitest'
import { changedLines } from './changed-line.ts'

describe('changedLines()', () => {
  it('finds nothing in two equal texts', () => {
    expect(changedLines('a\nb', 'a\nb')).toEqual([])
  })

  it('names line, section and both readings of a changed number', () => {
    const expected = '# Report\n\n## 2. Incident Timeline\n\n412 failed sign-ins'
    expect(changedLines(expected.replace('412', '413'), expected)).toEqual([
      { line: 5, section: '2. Incident Timeline', found: '413 failed sign-ins', expected: '412 failed sign-ins' },
    ])
  })

  it('names a line that was taken out once, not all lines after it', () => {
    expect(changedLines('a\nc\nd', 'a\nb\nc\nd')).toHaveLength(1)
  })
})
