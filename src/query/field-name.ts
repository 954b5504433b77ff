import { isEscape, isSpace, isWordEnd, longestValue, type Scan } from './scan.ts'

export type Operator = ':' | '=' | '!=' | '<' | '<=' | '>' | '>='

/** A name and the operator behind it; `steps` is the name cut at its dots, quotes and escapes undone. */
export interface NamePiece {
  readonly start: number
  readonly end: number
  readonly name: string
  readonly steps: readonly string[]
  readonly operator: Operator
  /** First character behind the operator. */
  readonly after: number
}

/** The name of a field and its operator, where such stand here; looks only, and moves nothing. */
export function nameAt({ text, at: start }: Pick<Scan, 'text' | 'at'>): NamePiece | undefined {
  const steps: string[] = []
  let step = ''
  let at = start
  for (; at < text.length && operatorAt(text, at) === undefined; at++) {
    if (at - start > longestValue) return undefined
    const character = text.charAt(at)
    const isQuote = character === '"' && step === '' && steps[0]?.toLowerCase() === 'fields'
    if (isQuote) {
      const quoted = quotedStep(text, at)
      if (quoted === undefined) return undefined
      step = quoted.step
      at = quoted.end - 1
    } else if (isWordEnd(character)) break
    else if (character === '.') {
      steps.push(step)
      step = ''
    } else if (isEscape(text, at)) step += text.charAt(++at)
    else step += character
  }
  const end = at
  while (isSpace(text.charAt(at))) at++
  const operator = operatorAt(text, at)
  if (operator === undefined) return undefined
  return { start, end, name: text.slice(start, end), steps: [...steps, step], operator, after: at + operator.length }
}

function quotedStep(text: string, start: number): { step: string; end: number } | undefined {
  let step = ''
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return { step, end: at + 1 }
    if (text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) at++
    step += text.charAt(at)
  }
  return undefined
}

/** Start of a name of the source's own fields that is being written up to the end of the text, with a quote in it, open or closed. */
export function isOpenQuotedName({ text, at }: Pick<Scan, 'text' | 'at'>): boolean {
  if (!/^fields\./i.test(text.slice(at, at + 7)) || text.length - at > longestValue) return false
  let hasQuote = false
  let end = at
  while (end < text.length) {
    const character = text.charAt(end)
    if (character === '"' && text[end - 1] === '.') {
      hasQuote = true
      const quoted = quotedStep(text, end)
      if (quoted === undefined) return true
      end = quoted.end
    } else if (isWordEnd(character)) return false
    else end += isEscape(text, end) ? 2 : 1
  }
  return hasQuote
}

/** A name without what the language needs around it: `fields."a.b".c` and the beginning of it, `fields."a.`, as `fields.a.b.c` and `fields.a.`. */
export function unquotedName(name: string): string {
  return name.replace(/\\(["\\])|"/g, '$1')
}

export function operatorAt(text: string, at: number): Operator | undefined {
  const two = text.slice(at, at + 2)
  if (two === '!=' || two === '<=' || two === '>=') return two
  const one = text.charAt(at)
  return one === ':' || one === '=' || one === '<' || one === '>' ? one : undefined
}
