import swagger from '@fastify/swagger'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { z } from 'zod'
import { programVersion } from '../app/version.ts'
import { type ComponentSchemas, collectComponents } from './openapi-schemas.ts'

/** GET /api/openapi.json: OpenAPI 3.1, made from the very schemas requests are checked with. Register before the routes. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  const components = collectComponents()
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
    transform: ({ schema, url }) => ({ schema: describeRoute(schema, components), url }),
    transformObject: (given) => {
      const document = 'openapiObject' in given ? given.openapiObject : given.swaggerObject
      return { ...document, components: { schemas: components.schemas } }
    },
  })
  let document: object | undefined
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => (document ??= app.swagger()))
}

type Described = FastifySchema & { readonly response?: unknown }

/** A route's schema with JSON Schemas in the place of zod's. */
function describeRoute(schema: Described, components: ComponentSchemas): FastifySchema {
  const described: Record<string, unknown> = { ...schema }
  for (const part of ['body', 'params', 'querystring', 'headers'] as const) {
    const given = schema[part]
    if (given instanceof z.ZodType) described[part] = components.convert(given, 'input')
  }
  if (typeof schema.response === 'object' && schema.response !== null) {
    described['response'] = Object.fromEntries(
      Object.entries(schema.response).map(([code, given]) => [code, given instanceof z.ZodType ? components.convert(given, 'output') : given]),
    )
  }
  return described
}
