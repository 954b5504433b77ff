import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { sendError } from './errors.ts'

const yearSeconds = 31_536_000

/**
 * Serves the built workspace. `index.html` answers for every address of the app; files in `assets/` carry their hash and never change. Files are
 * looked for when they are asked for, so that pages built while the server runs are served.
 */
export async function serveWebFiles(app: FastifyInstance, folder: string): Promise<void> {
  const hashed = join(folder, 'assets') + sep
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) =>
      void reply.header('cache-control', path.startsWith(hashed) ? `public, max-age=${yearSeconds}, immutable` : 'no-cache'),
  })
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const [path = '/'] = request.url.split('?')
    if (path === '/api' || path.startsWith('/api/')) return reply.callNotFound()
    if (!existsSync(join(folder, 'index.html'))) {
      return sendError(reply, 503, {
        code: 'no-web',
        message: 'The pages of the workspace have not been built. In a checkout "npm start" builds them; the API answers under /api',
      })
    }
    // A missing file must not be answered with a page.
    return reply.sendFile(/\.[a-z0-9]{1,8}$/i.test(path) ? path : 'index.html')
  })
}
