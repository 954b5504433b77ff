import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { programVersion } from '../app/version.ts'

/** GET /api/openapi.json: OpenAPI 3.1, made from the very schemas requests are checked with. Register before the routes. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hindcast workspace',
        version: programVersion,
        description:
          'The API behind the workspace. Every refusal is `{code, message}`. JSON bodies are application/json, evidence is application/octet-stream.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
