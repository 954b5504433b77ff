import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isObject, type Json, type JsonObject, textAt } from '../../src/base/json.ts'
import { findIndicators } from '../../src/findings/indicators/find-indicators.ts'

/*
 * Published reports beside the MISP event that lists their indicators: every value of the event that stands in the text must be found.
 * The data lies beside the repository; without it there is nothing to compare with.
 */
const root = new URL('../../../shared/data/indicators/', import.meta.url)

const typeOf: Readonly<Record<string, string>> = {
  domain: 'domain',
  hostname: 'domain',
  'ip-dst': 'ip',
  'ip-src': 'ip',
  ip: 'ip',
  url: 'url',
  link: 'url',
  md5: 'md5',
  sha1: 'sha1',
  sha256: 'sha256',
  'email-src': 'email',
  'email-dst': 'email',
  email: 'email',
}

interface Expected {
  readonly type: string
  readonly value: string
}

/** Attributes of an event and of its objects; a compound attribute (`domain|ip`) is two. */
function attributesOf(value: Json | undefined): Expected[] {
  if (Array.isArray(value)) return value.flatMap(attributesOf)
  if (!isObject(value)) return []
  return [...ownAttribute(value), ...Object.values(value).flatMap((inner) => (typeof inner === 'object' ? attributesOf(inner) : []))]
}

function ownAttribute(object: JsonObject): Expected[] {
  const types = textAt(object, 'type')?.split('|') ?? []
  const values = textAt(object, 'value')?.split('|') ?? []
  return types.flatMap((name, at) => {
    const type = typeOf[name]
    const value = types.length === 1 ? textAt(object, 'value') : values[at]
    return type === undefined || value === undefined ? [] : [{ type, value: value.toLowerCase() }]
  })
}

/** True where the value stands in the text as a whole. MISP calls some bare domains URLs; a URL with a space in it is none. */
function stands(text: string, { type, value }: Expected): boolean {
  if (type === 'url' && (!value.includes('://') || value.includes(' '))) return false
  const escaped = value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
  return new RegExp(`(?<![\\w.-])${escaped}(?![\\w-]|\\.\\w)`).test(text)
}

function compare(folder: string): { expected: Expected[]; missed: Expected[] } {
  const files = readdirSync(new URL(folder, root))
  const read = (name: string): string => readFileSync(new URL(folder + name, root), 'utf8')
  const text = files
    .filter((name) => name.endsWith('.adoc'))
    .map(read)
    .join('\n')
  const found = new Set(findIndicators(text).map(({ type, value }) => `${type.startsWith('ip') ? 'ip' : type} ${value.toLowerCase()}`))
  const plain = text.toLowerCase().replaceAll('[.]', '.').replaceAll('hxxp', 'http').replaceAll('[@]', '@')
  const all = new Map(
    files.flatMap((name) => (name.endsWith('.json') ? eventAttributes(read(name)) : [])).map((each) => [`${each.type} ${each.value}`, each]),
  )
  const expected = [...all.values()].filter((each) => stands(plain, each))
  return { expected, missed: expected.filter(({ type, value }) => !found.has(`${type} ${value}`)) }
}

/** One of the events ends its lists in a comma, which JSON does not allow. */
function eventAttributes(source: string): Expected[] {
  const json: Json = JSON.parse(source.replace(/,(\s*[\]}])/g, '$1'))
  return attributesOf(json)
}

describe.skipIf(!existsSync(root))('indicators against published reports', () => {
  it('`findIndicators()` finds every indicator of the events that stands in the reports', () => {
    const folders = readdirSync(new URL('reports/', root)).filter((name) => name !== 'LICENSE')
    const results = folders.map((name) => compare(`reports/${name}/`))
    const count = (list: readonly Expected[]): Record<string, number> => {
      const counts: Record<string, number> = {}
      for (const { type } of list) counts[type] = (counts[type] ?? 0) + 1
      return counts
    }
    const expected = count(results.flatMap((result) => result.expected))
    expect(results.flatMap((result) => result.missed)).toEqual([])
    // What there was to find when this was written: sha1 240, domain 115, sha256 112, ip 87, url 77, email 11.
    for (const [type, least] of Object.entries({ sha1: 240, domain: 115, sha256: 112, ip: 87, url: 77, email: 11 })) {
      expect(expected[type], type).toBeGreaterThanOrEqual(least)
    }
  })

  it('`findIndicators()` reads valid ARNs whole', () => {
    const values = readFileSync(new URL('values/arn_valid.ioc', root), 'utf8')
      .split('\n')
      .map((line) => line.split('\t')[1]?.trim() ?? '')
      .filter((value) => value !== '')
    const found = values.map((value) => findIndicators(`{"resource":"${value}"}`).find(({ type }) => type === 'aws-arn')?.value)
    expect(values.length).toBeGreaterThan(140)
    expect(found).toEqual(values)
  })

  it('`findIndicators()` reads onion names', () => {
    const values = readFileSync(new URL('values/onion_valid.ioc', root), 'utf8')
      .split('\n')
      .filter((value) => value !== '')
    expect(values.map((value) => findIndicators(`at ${value}.onion today`)[0]?.value)).toEqual(values.map((value) => `${value}.onion`))
  })

  it('`findIndicators()` takes no registry key or coin address for an indicator of another kind', () => {
    const lines = ['registry_valid.ioc', 'blockchain_valid.ioc'].flatMap((name) => readFileSync(new URL(`values/${name}`, root), 'utf8').split('\n'))
    expect(lines.flatMap((line) => findIndicators(line).map(({ type, value }) => `${type} ${value}`))).toEqual([])
  })
})
