/** The outlines a report can follow, in the order they are offered; the first is the default. */
export const outlineChoices = [
  { name: 'full', title: 'Post-mortem in seven sections, with appendices' },
  { name: 'nine-part', title: 'Post-mortem in nine parts: overview to follow-up' },
] as const

export type OutlineName = (typeof outlineChoices)[number]['name']

export const outlineNames: readonly OutlineName[] = outlineChoices.map(({ name }) => name)

export const defaultOutline: OutlineName = 'full'
