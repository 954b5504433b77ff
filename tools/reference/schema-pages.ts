import { readdirSync } from 'node:fs'
import { z } from 'zod'
import { incidentFileSchema } from '../../src/model/incident-file.ts'
import { incidentSchema } from '../../src/model/incident.ts'
import type { Page } from './page.ts'

const model = new URL('../../src/model/', import.meta.url)

/** JSON Schemas (draft 2020-12) of the record and of the file that carries it. */
export async function schemaPages(): Promise<Page[]> {
  await nameNouns()
  return [
    schemaPage('incident', 'The record of a security incident', incidentSchema),
    schemaPage('incident-file', 'incident.json: the edits of an incident and the record they fold to', incidentFileSchema),
  ]
}

/** Names every noun of the model after its export (`intervalSchema` -> `interval`), so that the schema refers to it by that name. */
async function nameNouns(): Promise<void> {
  const files = readdirSync(model).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  for (const file of files.sort()) {
    const exported: Record<string, unknown> = await import(new URL(file, model).href)
    for (const [name, value] of Object.entries(exported)) {
      if (!name.endsWith('Schema') || !(value instanceof z.ZodType) || value === incidentFileSchema) continue
      z.globalRegistry.add(value, { ...z.globalRegistry.get(value), id: name.slice(0, -'Schema'.length) })
    }
  }
}

function schemaPage(name: string, title: string, schema: z.ZodType): Page {
  const json = z.toJSONSchema(schema, { target: 'draft-2020-12', reused: 'inline', io: 'input' })
  return { path: `docs/reference/${name}.schema.json`, content: `${JSON.stringify({ title, ...json }, undefined, 2)}\n` }
}
