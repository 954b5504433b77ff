import { request } from 'node:http'
import { type ProgressEvent, progressEventSchema } from '../../src/api/draft.ts'

/** Reads an incident's Server-Sent Events, each checked with its schema, until one fits; answers all up to it. */
export function eventsUntil(port: number, id: string, isLast: (event: ProgressEvent) => boolean): Promise<ProgressEvent[]> {
  const events: ProgressEvent[] = []
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: `/api/incidents/${id}/progress`, agent: false }, (response) => {
      if (response.headers['content-type'] !== 'text/event-stream; charset=utf-8') reject(new Error(`No event stream: ${response.statusCode}`))
      let waiting = ''
      response.on('error', reject)
      response.on('end', () => reject(new Error(`The stream ended after ${events.length} events`)))
      response.setEncoding('utf8').on('data', (text: string) => {
        const blocks = `${waiting}${text}`.split('\n\n')
        waiting = blocks.pop() ?? ''
        for (const event of blocks.flatMap(readBlock)) {
          events.push(event)
          if (!isLast(event)) continue
          response.removeAllListeners('end')
          sent.destroy()
          resolve(events)
          return
        }
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}

function readBlock(block: string): ProgressEvent[] {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
  const event = fields.get('event')
  return event === undefined ? [] : [progressEventSchema.parse({ event, data: JSON.parse(fields.get('data') ?? '') })]
}
