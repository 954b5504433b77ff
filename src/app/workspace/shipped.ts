import { fileURLToPath } from 'node:url'

/** The built pages of the workspace. */
export const webFolder = fileURLToPath(new URL('../../../dist/web/', import.meta.url))

/** The incident that comes with Hindcast: `evidence/` and the `incident.yaml` of the people who were there. */
export const sampleFolder = fileURLToPath(new URL('../../../examples/leaked-key/', import.meta.url))
