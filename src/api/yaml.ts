import { z } from 'zod'

/** POST /api/incidents/:id/yaml: the text of an incident.yaml. It merges as an edit; where anything in it is wrong nothing is saved (422). */
export const applyYamlSchema = z.object({
  text: z.string().max(5_000_000),
  name: z.string().max(1_000).default('incident.yaml').meta({ description: 'File name, for messages and history' }),
})
export type ApplyYaml = z.infer<typeof applyYamlSchema>

export const yamlAppliedSchema = z
  .object({
    version: z.number().int(),
    head: z.string(),
    changes: z.number().int().meta({ description: 'Changes made; 0 where the record said all of it already' }),
  })
  .meta({ id: 'YamlApplied' })
export type YamlApplied = z.infer<typeof yamlAppliedSchema>

/** 422 */
export const yamlProblemsSchema = z
  .object({
    code: z.literal('yaml'),
    message: z.string(),
    problems: z.array(
      z.object({ line: z.number().int().optional(), column: z.number().int().optional(), path: z.string().optional(), message: z.string() }),
    ),
  })
  .meta({ id: 'YamlProblems' })
export type YamlProblems = z.infer<typeof yamlProblemsSchema>
