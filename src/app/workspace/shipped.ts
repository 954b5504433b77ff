import { fileURLToPath } from 'node:url'

/** The built pages of the workspace. */
export const webFolder = fileURLToPath(new URL('../../../dist/web/', import.meta.url))

/** The incident that the workspace offers to open: `evidence/`, the `incident.yaml` of the people who were there, and `truth.json`. */
export const sampleFolder = fileURLToPath(new URL('../../../examples/leaked-key/', import.meta.url))

/** All incidents that come with Hindcast, each in a folder of its name. */
export const demonstrationFolders: readonly string[] = [
  sampleFolder,
  ...['web-shell', 'stolen-laptop'].map((name) => fileURLToPath(new URL(`../../../examples/${name}/`, import.meta.url))),
]
