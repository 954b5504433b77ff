import { healthSchema } from '../../api/health.ts'
import { answers } from '../answers.ts'
import type { RouteSet } from '../route.ts'

export const health: RouteSet = {
  name: 'health',
  add(server) {
    server.get(
      '/health',
      { schema: { tags: ['health'], summary: '200 when the workspace is ready', response: answers(200, healthSchema) } },
      async () => ({
        status: 'ready' as const,
      }),
    )
  },
}
