import { formatListSchema } from '../../api/formats.ts'
import { listFormats } from '../../app/workspace/formats.ts'
import { answers } from '../answers.ts'
import type { RouteSet } from '../route.ts'

export const formats: RouteSet = {
  name: 'formats',
  add(server) {
    server.get(
      '/api/formats',
      { schema: { tags: ['formats'], summary: 'What evidence is read and how it is recognised', response: answers(200, formatListSchema) } },
      async () => listFormats(),
    )
  },
}
