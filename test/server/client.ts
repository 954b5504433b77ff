import { request } from 'node:http'

/** An answer, whole. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
  readonly text: string
}

/** A request as a program of any kind could send it: every header, also Host and Origin, is as given. */
export interface Call {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** Sends one request to a port of this machine. */
export function send(port: number, call: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: call.path, method: call.method ?? 'GET', headers: { ...lengthOf(call), ...call.headers }, agent: false },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const body = Buffer.concat(parts)
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body, text: body.toString() })
        })
      },
    )
    sent.on('error', reject)
    sent.end(call.body)
  })
}

/** Sends JSON. */
export function sendJson(port: number, call: Omit<Call, 'body'> & { readonly json: unknown }): Promise<Answer> {
  const { json, ...rest } = call
  return send(port, {
    ...rest,
    method: rest.method ?? 'POST',
    headers: { 'content-type': 'application/json', ...rest.headers },
    body: JSON.stringify(json),
  })
}

/** Uploads a file. */
export function upload(
  port: number,
  file: { id: string; name: string; bytes: string | Uint8Array; headers?: Readonly<Record<string, string>> },
): Promise<Answer> {
  return send(port, {
    method: 'PUT',
    path: `/api/incidents/${file.id}/evidence?name=${encodeURIComponent(file.name)}`,
    headers: { 'content-type': 'application/octet-stream', ...file.headers },
    body: file.bytes,
  })
}

/** Node sends no length with a DELETE unless it is told to. */
function lengthOf({ body, headers = {} }: Call): Record<string, string> {
  return body === undefined || 'transfer-encoding' in headers ? {} : { 'content-length': String(Buffer.byteLength(body)) }
}
