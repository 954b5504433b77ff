import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { ApiError } from '../api/error.ts'
import { AppError } from '../base/error.ts'

/** AppError code -> HTTP status. A code that is not listed is something the request asked for that cannot be done: 422. */
const statuses: Readonly<Record<string, number>> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  busy: 409,
  'in-record': 409,
  exists: 409,
  'broken-off': 400,
  'too-large': 413,
  yaml: 422,
  'no-space': 507,
  closing: 503,
}

/** Fastify's own refusals -> our codes. */
const frameworkCodes: Readonly<Record<string, { code: string; message: string }>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'media-type',
    message: 'The body has a media type this address does not take: send application/json, or application/octet-stream for evidence',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'too-large', message: 'The body is larger than this address takes' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'invalid', message: 'The body is empty, but JSON was announced' },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'invalid', message: 'The body is not valid JSON' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: 'invalid', message: 'The body is not as long as Content-Length says' },
}

/** A fault of the program: what happened goes to the operator, never to the caller. */
export type ReportFault = (fault: { readonly method: string; readonly route: string; readonly error: unknown }) => void

/** Turns everything that is thrown below a route into `{code, message}`. No stack and no path of this machine goes out. */
export function handleErrors(app: FastifyInstance, reportFault: ReportFault): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, body } = answerTo(error)
    if (status === 500) reportFault({ method: request.method, route: request.routeOptions.url ?? '', error })
    return sendError(reply, status, body)
  })
  app.setNotFoundHandler(answerNotFound)
}

function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendError(reply, 404, { code: 'not-found', message: `There is nothing at ${request.method} ${request.url.slice(0, 200)}` })
}

/** Sends an error as JSON, whatever the route would have sent. */
export function sendError(reply: FastifyReply, status: number, body: ApiError): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(body)
}

function answerTo(error: FastifyError): { status: number; body: ApiError } {
  if (error instanceof AppError)
    return { status: statuses[error.code] ?? 422, body: { code: error.code, message: error.message, ...detailsOf(error) } }
  if (hasZodFastifySchemaValidationErrors(error)) return { status: 400, body: invalidRequest(error) }
  const known = frameworkCodes[error.code]
  if (known !== undefined) return { status: error.statusCode ?? 400, body: known }
  // JSON.parse itself, prototype poisoning, a malformed address: the client's doing, without a code of ours.
  if (error.statusCode !== undefined && error.statusCode < 500) return { status: error.statusCode, body: { code: 'invalid', message: error.message } }
  return { status: 500, body: { code: 'fault', message: 'Hindcast failed at this; what happened stands in its terminal' } }
}

/** What an AppError of the workspace adds to code and message: `conflicts`, `version`, `problems`. */
function detailsOf(error: AppError): object {
  return 'details' in error && typeof error.details === 'object' && error.details !== null ? error.details : {}
}

function invalidRequest(error: { validation: readonly { instancePath: string; message?: string }[]; validationContext?: string }): ApiError {
  const issues = error.validation.map(({ instancePath, message }) => ({
    path: instancePath.split('/').filter(Boolean).join('.'),
    message: message ?? 'is not as expected',
  }))
  const first = issues[0]
  const where = first === undefined || first.path === '' ? `the ${error.validationContext ?? 'request'}` : `"${first.path}"`
  return { code: 'invalid', message: `The request cannot be used: ${where}: ${first?.message ?? 'is not as expected'}`, issues }
}
