import { withArticle } from '../base/sentence.ts'
import { formatNumber, timesWords } from '../base/text.ts'

/** What stands for a placeholder without a value, where the words around it do not name the thing. */
const unknownThings: Readonly<Record<string, string>> = {
  'source.ip': 'an unknown address',
  'host.name': 'an unknown host',
  'user.name': 'an unknown account',
  'user.target.name': 'an unknown account',
  'url.path': 'an unknown page',
  'cloud.region': 'an unknown region',
  'http.response.body.bytes': 'an unknown number of',
  'http.response.status_code': 'in an unknown way',
}

const placeholder = /\{([^{}]{1,120})\}/g
const alone = / \(\{([^{}]{1,120})\}\)/g
const named = /\b([Tt])he ((?:[a-z-]{2,20} ){1,2})\{([^{}]{1,120})\}/g

/**
 * Fills a sentence of a rule. What has no value is told as unknown in good English: "the account {user.name}" becomes "an unknown account", and brackets
 * around nothing are left out. `{count} times` reads "once" and "twice" where it can.
 */
export function fillTemplate(template: string, valueOf: (name: string) => string | undefined, count?: number): string {
  const known = count === undefined ? fillKnown(partsOf(template), valueOf) : undefined
  if (known !== undefined) return known
  const has = (name: string): boolean => name === 'count' || valueOf(name) !== undefined
  return template
    .replace(alone, (all, name: string) => (has(name) ? all : ''))
    .replace(named, (all, letter: string, noun: string, name: string) => {
      if (has(name) || /(?:ed|\b(?:to|of|by|for|from|with|in|on)) $/.test(noun)) return all
      const words = withArticle(`unknown ${noun.trimEnd()}`)
      return letter === 'T' ? `A${words.slice(1)}` : words
    })
    .replace(/\{count\} times\b/g, (all) => (count === undefined ? all : timesWords(count)))
    .replace(placeholder, (_, name: string) => {
      if (name === 'count' && count !== undefined) return formatNumber(count)
      return valueOf(name) ?? unknownThings[name] ?? 'unknown'
    })
}

/** A sentence cut at its placeholders: `texts` has one more than `names`. */
interface Parts {
  readonly texts: readonly string[]
  readonly names: readonly string[]
}

const remembered = new Map<string, Parts>()
/** Sentences of rules: few, unless somebody loads a great many. */
const mostRemembered = 5_000

function partsOf(template: string): Parts {
  const known = remembered.get(template)
  if (known !== undefined) return known
  const pieces = template.split(placeholder)
  const parts = { texts: pieces.filter((_, index) => index % 2 === 0), names: pieces.filter((_, index) => index % 2 === 1) }
  if (remembered.size < mostRemembered) remembered.set(template, parts)
  return parts
}

/** The sentence where every placeholder has a value, as mostly: its words stay as they are. Undefined where one has none. */
function fillKnown({ texts, names }: Parts, valueOf: (name: string) => string | undefined): string | undefined {
  let filled = texts[0] ?? ''
  for (let index = 0; index < names.length; index += 1) {
    const value = valueOf(names[index] ?? '')
    if (value === undefined) return undefined
    filled += value
    filled += texts[index + 1] ?? ''
  }
  return filled
}
