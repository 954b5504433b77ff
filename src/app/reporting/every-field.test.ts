import { describe, expect, it } from 'vitest'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import { outlineNames } from '../../model/outline-name.ts'
import { composeReport, openQuestionsOf } from '../../report/compose.ts'
import { textsOf } from './block-texts.ts'
import { filledRecord } from './filled-record.ts'

/** What a report deliberately does not print, and why. */
const notPrinted: readonly (readonly [path: RegExp, why: string])[] = [
  [/^\/notifications\/\*\/reason$/, 'legal reasons stay with counsel'],
  [/^\/people\/roles\/\*\/name$/, 'a person with an alias is named by it alone'],
  [/^\/moments\/\w+\/candidates/, 'the moment is decided'],
  [/^\/timeline\/\*\/(?:reason|rank)$/, 'told only of proposals that wait for review'],
  [/^\/questions\/\*\/role$/, 'told only while the question is open'],
]

/** Said in full by the chain of custody, which an export holds; the report tells who did what, when, where and why. */
const inTheChain = /^\/evidence\/\*\/custody\/\*\/(?:seq|zone|hashBefore|hashAfter|path|releases|corrects|hash)$/

const { document, fields } = filledRecord()
const facts = computeFacts(document)

describe.each(outlineNames)('the outline %s', (outline) => {
  const report = composeReport(document, facts, { version: '1', head: 'ab'.repeat(32), program: 'Hindcast', outline })
  const printed = textsOf(report.blocks).join('\n')

  it('has a place for every field of the record', () => {
    expect(fields.length).toBeGreaterThan(150)
    const wanted = fields.filter(({ path }) => !inTheChain.test(path) && !notPrinted.some(([pattern]) => pattern.test(path)))
    const missing = wanted.filter(({ shown }) => !printed.includes(shown)).map(({ path }) => path)
    expect(missing).toEqual([])
  })

  it('prints none of what must not be printed', () => {
    const kept = fields.filter(({ path }) => notPrinted.some(([pattern]) => pattern.test(path)) && !path.endsWith('/rank'))
    expect(kept.filter(({ shown }) => printed.includes(shown))).toEqual([])
    expect(new Set(kept.map(({ path }) => path.split('/')[1]))).toEqual(new Set(['people', 'moments', 'timeline', 'questions', 'notifications']))
  })
})

describe('openQuestionsOf()', () => {
  it('asks nothing of a record in which everything is said', () => {
    expect(openQuestionsOf(document, facts).map(({ question, points }) => [question, ...points.map(({ text }) => text)])).toEqual([])
  })
})
