import type { FastifyReply, FastifyRequest } from 'fastify'

/** One Server-Sent Event. `data` is sent as one line of JSON. */
export interface ServerEvent {
  readonly event: string
  readonly data: unknown
}

const heartbeatMs = 15_000
/** A reader that lets this much pile up is gone or hopelessly slow; it reconnects and gets the whole state. */
const mostWaitingBytes = 4_000_000

/**
 * Answers with Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html) until the reader leaves.
 * `subscribe` first sends the whole state, then what changes: so a reader that reconnects misses nothing, with or without Last-Event-ID.
 */
export function streamEvents(request: FastifyRequest, reply: FastifyReply, subscribe: (send: (event: ServerEvent) => void) => () => void): void {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...headersOf(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  })
  raw.write('retry: 1000\n\n')
  let id = Number(request.headers['last-event-id'] ?? 0)
  if (!Number.isSafeInteger(id) || id < 0) id = 0
  const unsubscribe = subscribe(({ event, data }) => {
    if (raw.writableLength > mostWaitingBytes) raw.destroy()
    else raw.write(`id: ${++id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  })
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), heartbeatMs)
  raw.on('error', () => raw.destroy())
  raw.on('close', () => {
    clearInterval(heartbeat)
    unsubscribe()
  })
}

/** What the hooks have set so far (the security headers): a hijacked reply does not send them itself. */
function headersOf(reply: FastifyReply): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) headers[name] = typeof value === 'number' ? String(value) : value
  return headers
}
