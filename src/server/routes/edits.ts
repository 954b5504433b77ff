import { applyEditsSchema, conflictSchema, editedSchema, undoSchema } from '../../api/edits.ts'
import { incidentParamsSchema } from '../../api/incidents.ts'
import { applyYamlSchema, yamlAppliedSchema, yamlProblemsSchema } from '../../api/yaml.ts'
import { answers } from '../answers.ts'
import type { RouteSet } from '../route.ts'

const tags = ['edits']

export const edits: RouteSet = {
  name: 'edits',
  add(server, workspace) {
    server.post(
      '/api/incidents/:id/edits',
      {
        schema: {
          tags,
          summary: 'Change a record',
          params: incidentParamsSchema,
          body: applyEditsSchema,
          response: { ...answers(200, editedSchema), 409: conflictSchema },
        },
      },
      (request) => workspace.incidents.edit(request.params.id, request.body),
    )

    server.post(
      '/api/incidents/:id/undo',
      {
        schema: {
          tags,
          summary: 'Take back one edit by a new one',
          params: incidentParamsSchema,
          body: undoSchema,
          response: { ...answers(200, editedSchema), 409: conflictSchema },
        },
      },
      (request) => workspace.incidents.undo(request.params.id, request.body),
    )

    server.post(
      '/api/incidents/:id/yaml',
      {
        schema: {
          tags,
          summary: 'Merge an incident.yaml into a record',
          params: incidentParamsSchema,
          body: applyYamlSchema,
          response: { ...answers(200, yamlAppliedSchema), 422: yamlProblemsSchema },
        },
      },
      (request) => workspace.incidents.applyYaml(request.params.id, request.body),
    )
  },
}
