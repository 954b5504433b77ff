import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { sendError } from './errors.ts'

const yearSeconds = 31_536_000

/** Serves the built workspace. `index.html` answers for every address of the app; files in `assets/` carry their hash and never change. */
export async function serveWebFiles(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    app.get('/*', { schema: { hide: true } }, (request, reply) => {
      if (isApi(request.url)) return reply.callNotFound()
      return sendError(reply, 503, {
        code: 'no-web',
        message: 'The pages of the workspace have not been built. In a checkout "npm start" builds them; the API answers under /api',
      })
    })
    return
  }
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    setHeaders(reply, path) {
      const isHashed = path.startsWith(join(folder, 'assets'))
      reply.header('cache-control', isHashed ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
    },
  })
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    // A missing file must not be answered with a page, nor a mistyped address of the API.
    if (isApi(request.url) || /\.[a-z0-9]{1,8}(?:\?|$)/i.test(request.url)) return reply.callNotFound()
    return reply.sendFile('index.html')
  })
}

function isApi(url: string): boolean {
  return url.startsWith('/api/') || url === '/api'
}
