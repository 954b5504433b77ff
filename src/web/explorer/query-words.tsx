import { useState } from 'react'
import { explainQuery } from '../../query/explain.ts'
import { parseQuery } from '../../query/parse.ts'
import { caretText } from '../../query/query-error.ts'
import { useDebounced } from './use-debounced.ts'

/** What the search means in plain words; while one is typed that cannot be read, what is wrong with it and where. */
export function QueryWords({ text, applied, isAsked }: { text: string; applied: string; isAsked: boolean }) {
  // Half a word is no mistake yet: only what is left standing, or was asked for, is complained about.
  const settled = useDebounced(text, 500)
  const shown = text === applied || isAsked ? text : settled
  const [nowUs] = useState(() => BigInt(Date.now()) * 1_000n)
  const parsed = parseQuery(shown, { nowUs })
  if (!parsed.ok) {
    return (
      <div role="alert" className="flex flex-col gap-2 rounded-md border border-bad/50 bg-bad-soft px-3 py-2">
        {parsed.errors.map((error) => (
          <div key={`${error.start} ${error.message}`}>
            <p className="font-medium">{error.message}</p>
            <pre className="overflow-x-auto font-mono text-sm leading-tight text-bad">{caretText(shown, error)}</pre>
            {error.hint === undefined ? undefined : <p className="text-sm text-soft">{error.hint}</p>}
          </div>
        ))}
      </div>
    )
  }
  return (
    <p className="min-h-5 text-sm break-words text-soft">
      <span className="text-faint">{text === applied ? 'Shown: ' : 'Enter searches for: '}</span>
      {explainQuery(parsed.query)}
    </p>
  )
}
