import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendError } from './errors.ts'

const loopbackNames = ['127.0.0.1', 'localhost', '[::1]']
const readingMethods = new Set(['GET', 'HEAD'])

/**
 * Refuses what a page of another origin could make a browser send:
 * - a `Host` other than this machine's own names with the port listened on (DNS rebinding);
 * - a request that changes something and whose `Origin`, or, without one, whose `Sec-Fetch-Site` is not this origin (CSRF);
 * - any request to the API that the browser marks as coming from another site (also `same-site`: another port of this machine).
 * Programs such as curl send neither header and pass.
 */
export function guardRequests(app: FastifyInstance, portOf: () => number): void {
  app.addHook('onRequest', async (request, reply) => {
    const hosts = loopbackNames.flatMap((name) => (portOf() === 80 ? [name, `${name}:80`] : [`${name}:${portOf()}`]))
    const host = request.headers.host?.toLowerCase() ?? ''
    if (!hosts.includes(host)) {
      return sendError(reply, 421, { code: 'host', message: `Hindcast answers at ${hosts[0]} only; ask for it by that address` })
    }
    if (isForeign(request, hosts)) {
      return sendError(reply, 403, { code: 'forbidden', message: 'The request came from a page of another site and was refused' })
    }
    return undefined
  })
}

function isForeign(request: FastifyRequest, hosts: readonly string[]): boolean {
  const origin = request.headers.origin
  const site = request.headers['sec-fetch-site']
  if (readingMethods.has(request.method)) return request.url.startsWith('/api/') && (site === 'cross-site' || site === 'same-site')
  // The page's own host, not any of the loopback names: 127.0.0.1 and localhost are different origins.
  if (origin !== undefined) return !hosts.some((host) => host === request.headers.host?.toLowerCase() && origin.toLowerCase() === `http://${host}`)
  return site !== undefined && site !== 'same-origin'
}
