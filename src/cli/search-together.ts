import type { OptionValues } from './command.ts'

/** Options that each say what is printed: at most one of them. */
const views = ['count', 'top', 'rare', 'histogram', 'around'] as const

/** Options that say something of some kinds of results only. */
const meaningless: readonly { readonly option: string; readonly beside: readonly string[]; readonly why: string }[] = [
  { option: 'newest', beside: ['count', 'top', 'rare', 'histogram'], why: 'which prints no events' },
  { option: 'cursor', beside: ['count', 'top', 'rare', 'histogram'], why: 'which prints no events' },
  { option: 'limit', beside: ['count'], why: 'which counts all events' },
  { option: 'limit', beside: ['histogram'], why: 'which counts all events' },
  { option: 'from', beside: ['around'], why: 'which finds its times by the event' },
  { option: 'to', beside: ['around'], why: 'which finds its times by the event' },
]

/** Options of events around one that need a stretch of time. */
const needWithin = ['newest', 'cursor', 'with-duplicates'] as const

/** Options that say nothing of the query, which is all that --explain reads; where it would be searched (--data, --incident) may stand beside it. */
const notExplained = ['from', 'to', 'limit', 'newest', 'cursor', 'format', 'json', ...views, 'within', 'tz', 'with-duplicates'] as const

/** Why options cannot be given together, for a person; undefined where they can. */
export function conflictOf(options: OptionValues): string | undefined {
  const has = (name: string): boolean => options.list(name).length > 0
  const unexplained = has('explain') ? notExplained.find(has) : undefined
  if (unexplained !== undefined) return `"--${unexplained}" does nothing with "--explain", which says what the query means and ends`
  const [view, other] = views.filter(has)
  if (other !== undefined) return `"--${view}" and "--${other}" do not go together: each says what is printed`
  if (has('within') && view !== 'around') return '"--within" goes with --around: which event is meant?'
  for (const { option, beside, why } of meaningless) {
    if (has(option) && view !== undefined && beside.includes(view)) return `"--${option}" does nothing with "--${view}", ${why}`
  }
  const open = view === 'around' && !has('within') ? needWithin.find(has) : undefined
  if (open !== undefined) return `"--${open}" does nothing with "--around" alone; it does with --within`
  const format = options.text('format')
  if (has('json') && format !== undefined && format !== 'jsonl') return `"--json" is "--format jsonl", and "--format ${format}" was given too`
  return undefined
}
