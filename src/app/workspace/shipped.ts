import { fileURLToPath } from 'node:url'

/** The built pages of the workspace. */
export const webFolder = fileURLToPath(new URL('../../../dist/web/', import.meta.url))

// Written out one by one: only literals are seen by the bundle, which ships the folders.
const demonstrations = {
  'leaked-key': new URL('../../../examples/leaked-key/', import.meta.url),
  'web-shell': new URL('../../../examples/web-shell/', import.meta.url),
  'stolen-laptop': new URL('../../../examples/stolen-laptop/', import.meta.url),
} as const

/** Which of them is offered first. */
export const usualDemonstration = 'leaked-key'

/** All incidents that come with Hindcast, by name. Each folder holds `evidence/`, the `incident.yaml` of the people who were there, and `truth.json`. */
export const demonstrationFolders: ReadonlyMap<string, string> = new Map(
  Object.entries(demonstrations).map(([name, url]) => [name, fileURLToPath(url)]),
)

/** The incident that the workspace offers to open. */
export const sampleFolder = fileURLToPath(demonstrations[usualDemonstration])
