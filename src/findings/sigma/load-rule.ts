import { type Document, isMap, isNode, LineCounter, parseAllDocuments, visit } from 'yaml'
import { z } from 'zod'
import { sha256Hex } from '../../base/canonical-json.ts'
import { isObject, type Json, type JsonObject } from '../../base/json.ts'
import { compareTactics, resolveTactic, resolveTechnique } from '../../model/attack/attack.ts'
import { levels } from '../../model/finding.ts'
import { anyOf, type Condition, parseCondition } from './condition.ts'
import { type Detection, type Rule, RuleFault, type RuleProblem, Unsupported } from './rule.ts'
import { parseSelection, type Selection } from './selection.ts'
import { storySchema } from './story.ts'

const longestText = 1_000_000
const none: Condition = { kind: 'or', of: [] }
const text = z.string().max(100_000)

/** The parts of a rule this program reads; what else a rule says is kept in its text. */
const ruleSchema = z.object({
  title: z.string().min(1).max(1_000),
  id: z.string().min(1).max(200).optional(),
  status: text.optional(),
  level: z.enum(levels).default('medium'),
  description: text.optional(),
  author: text.optional(),
  tags: z.array(z.string()).nullish(),
  logsource: z.object({ product: text.optional(), service: text.optional(), category: text.optional() }).optional(),
  hindcast: storySchema.optional(),
})

/** True where loading failed. */
export function isRuleProblem(loaded: Rule | RuleProblem): loaded is RuleProblem {
  return 'message' in loaded
}

/** Reads one rule in Sigma's YAML. A file with several rules needs `loadRules`. Never throws on content. */
export function loadRule(source: string, path: string): Rule | RuleProblem {
  const [first, ...others] = loadRules(source, path)
  if (first === undefined) return { path, line: 1, message: 'The file holds no rule' }
  return others.find(isRuleProblem) ?? first
}

/** Reads every rule of a file; a correlation rule loads, but never matches. Never throws on content. */
export function loadRules(source: string, path: string): readonly (Rule | RuleProblem)[] {
  if (source.length > longestText) return [{ path, line: 1, message: `The file is longer than ${longestText} characters` }]
  const lines = new LineCounter()
  const documents = parseAllDocuments(source, { lineCounter: lines, prettyErrors: false })
  if (!Array.isArray(documents)) return []
  const hash = sha256Hex(source)
  const single = documents.length === 1
  return documents.map((document, index) => loadDocument({ document, lines, path, text: source, hash, suffix: single ? '' : `.${index + 1}` }))
}

interface Source {
  readonly document: Document.Parsed
  readonly lines: LineCounter
  readonly path: string
  readonly text: string
  readonly hash: string
  readonly suffix: string
}

function loadDocument(source: Source): Rule | RuleProblem {
  const { document, lines, path } = source
  const [fault] = document.errors
  if (fault !== undefined) return { path, line: lines.linePos(fault.pos[0]).line, message: fault.message }
  try {
    if (/\d{16}/.test(source.text)) keepLongNumbers(document)
    const value: unknown = document.toJS({ maxAliasCount: 100 })
    if (!isObject(value)) return { path, line: 1, message: 'A rule is a map with "title", "logsource" and "detection"' }
    return readRule(value, source)
  } catch (error) {
    if (error instanceof RuleFault) return { path, line: lineOf(error.at, source), message: error.message }
    // What is left to throw here is the parser's own refusal (too many aliases).
    return { path, line: 1, message: error instanceof Error ? error.message : String(error) }
  }
}

/** A rule looks for the digits it states, as records keep them: an integer that a double would change becomes its text. */
function keepLongNumbers(document: Document.Parsed): void {
  visit(document, {
    Scalar(_, node) {
      const { value, source } = node
      if (typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source)) node.value = source
    },
  })
}

function readRule(value: JsonObject, source: Source): Rule {
  const checked = ruleSchema.safeParse(value)
  if (!checked.success) {
    const [issue] = checked.error.issues
    const at = (issue?.path ?? []).map((key) => (typeof key === 'number' ? key : String(key)))
    throw new RuleFault(`${at.length > 0 ? `"${at.join('.')}": ` : ''}${issue?.message ?? 'not a rule'}`, at)
  }
  const { title, id, level, description, author, tags, logsource, hindcast } = checked.data
  return {
    id: id ?? `rule-${source.hash.slice(0, 12)}${source.suffix}`,
    title,
    level,
    ...(description === undefined ? {} : { description }),
    ...(author === undefined ? {} : { author }),
    tags: tags ?? [],
    ...attackOf(tags ?? []),
    logsource: lowerSource(logsource ?? {}),
    hash: source.hash,
    text: source.text,
    path: source.path,
    ...(hindcast === undefined ? {} : { story: hindcast }),
    ...detectionOf(value),
  }
}

function lowerSource(source: Rule['logsource']): Rule['logsource'] {
  return Object.fromEntries(Object.entries(source).map(([key, name]) => [key, name?.toLowerCase()]))
}

function detectionOf(value: JsonObject): { detection: Detection; unsupported?: string } {
  const nothing: Detection = { selections: new Map(), condition: none }
  if (isObject(value['correlation'])) return { detection: nothing, unsupported: 'correlation rules are not supported yet' }
  const detection = value['detection']
  if (!isObject(detection)) throw new RuleFault('A rule needs "detection" with selections and a condition', [])
  try {
    return { detection: readDetection(detection) }
  } catch (error) {
    if (error instanceof Unsupported) return { detection: nothing, unsupported: error.message }
    throw error
  }
}

function readDetection(detection: JsonObject): Detection {
  const selections = new Map<string, Selection>()
  for (const [name, value] of Object.entries(detection)) {
    if (name === 'condition' || name === 'timeframe') continue
    selections.set(name, parseSelection(value, ['detection', name]))
  }
  const names = [...selections.keys()]
  const conditions = textsOf(detection['condition'])
  if (conditions.length === 0) throw new RuleFault('"detection" needs a condition', ['detection'])
  try {
    return { selections, condition: anyOf(conditions.map((condition) => parseCondition(condition, names))) }
  } catch (error) {
    if (error instanceof RuleFault) throw new RuleFault(error.message, ['detection', 'condition'])
    throw error
  }
}

function textsOf(value: Json | undefined): string[] {
  const values = Array.isArray(value) ? value : [value]
  return values.filter((item) => typeof item === 'string')
}

/** Techniques and tactics of the tags (`attack.t1078.004`, `attack.initial-access`), in current ids. */
function attackOf(tags: readonly string[]): { techniques: readonly string[]; tactics: readonly string[] } {
  const names = tags.filter((tag) => tag.toLowerCase().startsWith('attack.')).map((tag) => tag.slice('attack.'.length))
  const techniques = names.map(resolveTechnique).filter((technique) => technique !== undefined)
  const tagged = names.map(resolveTactic).filter((tactic) => tactic !== undefined)
  const tactics = tagged.length > 0 ? tagged.map((tactic) => tactic.id) : techniques.flatMap((technique) => technique.tactics)
  return {
    techniques: [...new Set(techniques.map((technique) => technique.id))].sort(),
    tactics: [...new Set(tactics)].sort(compareTactics),
  }
}

/** The line of a key path, or of the nearest part of it that exists. */
function lineOf(at: readonly (string | number)[], { document, lines }: Source): number {
  for (let length = at.length; length > 0; length--) {
    const offset = offsetOf(document, at.slice(0, length))
    if (offset !== undefined) return lines.linePos(offset).line
  }
  const start = document.contents?.range?.[0] ?? 0
  return lines.linePos(start).line
}

function offsetOf(document: Document.Parsed, at: readonly (string | number)[]): number | undefined {
  const parent: unknown = at.length === 1 ? document.contents : document.getIn(at.slice(0, -1), true)
  const key = at.at(-1)
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isNode(item.key) && String(item.key) === String(key))
    if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0]
  }
  const node: unknown = document.getIn(at, true)
  return isNode(node) ? node.range?.[0] : undefined
}
