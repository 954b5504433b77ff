import { z } from 'zod'
import type { EcsName } from '../../model/event.ts'
import type { RuleStory } from '../../model/finding.ts'

/** Every ECS field events may have: what stories may name. Complete by its type. */
const ecsFields: Readonly<Record<EcsName, true>> = {
  'event.action': true,
  'event.outcome': true,
  'event.provider': true,
  'event.code': true,
  'host.name': true,
  'user.name': true,
  'user.target.name': true,
  'user.id': true,
  'source.ip': true,
  'source.port': true,
  'source.domain': true,
  'destination.ip': true,
  'destination.port': true,
  'destination.domain': true,
  'process.name': true,
  'process.pid': true,
  'process.command_line': true,
  'file.path': true,
  'user_agent.original': true,
  'http.request.method': true,
  'http.response.status_code': true,
  'http.response.body.bytes': true,
  'url.original': true,
  'url.path': true,
  'url.query': true,
  'cloud.account.id': true,
  'cloud.region': true,
  'error.code': true,
  'source.bytes': true,
  'log.level': true,
}

/** What groups may be parted by that is no field: the hour of the event, `2026-03-05T01`. */
export const hourName = 'event.hour'

export function isEcsName(name: string): name is EcsName {
  return Object.hasOwn(ecsFields, name)
}

/** The names in braces of a template. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(/\{([^{}]{1,120})\}/g)].map((match) => match[1] ?? '')
}

function templateSchema(extra: readonly string[] = []) {
  return z
    .string()
    .min(1)
    .max(1_000)
    .check((context) => {
      for (const name of placeholdersOf(context.value)) {
        if (isEcsName(name) || name.startsWith('fields.') || extra.includes(name)) continue
        context.issues.push({
          code: 'custom',
          input: context.value,
          message: `"{${name}}" is neither an ECS field, a "fields.…" path${extra.length > 0 ? ' nor {count}' : ''}`,
        })
      }
    })
}

/** Words without what stands in a log: for readers who are not told names. */
function wordsOnly(allowed: readonly string[] = []) {
  return z
    .string()
    .min(1)
    .max(300)
    .refine((text) => placeholdersOf(text).every((name) => allowed.includes(name)), 'Plain words hold no placeholder but {count}')
}

const one = templateSchema()
const many = templateSchema(['count'])

/** What our rules say under the key `hindcast` (model/finding.ts explains each part). */
export const storySchema: z.ZodType<RuleStory> = z.strictObject({
  role: z.enum(['attack', 'response', 'context']),
  one,
  many,
  failed: one.optional(),
  failedMany: many.optional(),
  plain: z.strictObject({ one: wordsOnly(), many: wordsOnly(['count']) }).optional(),
  group: z.array(z.string().refine((name) => isEcsName(name) || name === hourName, 'Expected an ECS field or event.hour')).max(6),
  least: z.number().int().min(2).max(1_000_000).optional(),
  most: z.number().int().min(1).max(10_000).optional(),
  weight: z.enum(['telling', 'notable', 'ordinary']),
  leaves: z.strictObject({ what: z.string().min(1), name: one, undoneBy: z.array(z.string()).optional() }).optional(),
  detection: z.string().min(1).max(1_000).optional(),
  question: z.string().min(1).max(1_000).optional(),
})
