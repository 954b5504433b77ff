import type { CustodyAction, CustodyDraft } from '../../model/custody.ts'

type Needed = readonly [field: keyof CustodyDraft, missing: string]

const item: Needed = ['sha256', 'no item']

/** What an entry cannot do without, by action; who did it and when, every entry has. */
const needed: Readonly<Record<CustodyAction, readonly Needed[]>> = {
  collect: [item],
  seal: [item],
  transfer: [item, ['to', 'nobody who received it']],
  access: [item],
  analyse: [item],
  copy: [item],
  export: [item],
  verify: [item],
  dispose: [item],
  hold: [['purpose', 'no reason']],
  release: [['releases', 'no hold that ends']],
  retain: [['until', 'no day until which to keep it']],
  anchor: [['head', 'no hash that was time-stamped']],
  'not-obtained': [
    ['what', 'no source'],
    ['purpose', 'no reason'],
  ],
}

/** What an entry fails to say, each as a sentence: nothing where it is complete. Entries are asked this before they are kept, too. */
export function missingOf(entry: CustodyDraft & { readonly seq?: number }): string[] {
  const { action, at, seq } = entry
  const name = seq === undefined ? `The entry (${action}, ${at})` : `Entry ${seq} (${action}, ${at})`
  const missing = needed[action].filter(([field]) => entry[field] === undefined)
  return [
    ...missing.map(([, what]) => `${name} names ${what}`),
    ...(entry.by.trim() === '' ? [`${name} names nobody who did it`] : []),
    ...(action === 'transfer' && entry.to?.trim() === '' ? [`${name} names nobody who received it`] : []),
  ]
}
