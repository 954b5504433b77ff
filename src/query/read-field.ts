import { anyOf, noneOf } from './combine.ts'
import { type NamePiece, nameAt, operatorAt } from './field-name.ts'
import { namedFields, nearestField, timeNames } from './fields.ts'
import type { Query, QueryField } from './query.ts'
import { type Grammar, readGroup } from './read-boolean.ts'
import { readTimeBound, readTimeRange } from './read-time.ts'
import { rawText, readValue, type WrittenTest } from './read-value.ts'
import { checkRegexPiece } from './regex-piece.ts'
import { addError, countTerm, isSpace, isWordEnd, longestValue, type Piece, type Scan, scanPiece, skipSpaces } from './scan.ts'

/** A name as what it stands for. */
type Subject = { readonly kind: 'time' } | { readonly kind: 'fields'; readonly fields: readonly QueryField[] }

/** Reads the test of a field, of which the name and the operator were seen. Mistakes are collected; then the test is worth nothing. */
export function readField(scan: Scan, name: NamePiece): Query {
  const subject = subjectOf(name)
  if (subject === undefined) addUnknownField(scan, name)
  scan.at = name.after
  skipSpaces(scan)
  const isNone = name.operator === '!='
  if (scan.text[scan.at] === '(') {
    const grammar: Grammar = { read: (inner) => readOperand(inner, { name, subject }), mayJuxtapose: false }
    const query = readGroup(scan, grammar)
    return isNone ? noneOf(query) : query
  }
  const query = readOperand(scan, { name, subject })
  return isNone ? noneOf(query) : query
}

interface Asked {
  readonly name: NamePiece
  /** Undefined where nobody knows the name: the value is read over. */
  readonly subject: Subject | undefined
}

/** One value, with a comparison of its own before it where `field:>1000` or `field:(>1 and <9)` is written. */
function readOperand(scan: Scan, asked: Asked): Query {
  if (!countTerm(scan)) return { kind: 'everything' }
  const own = asked.name.operator === ':' ? operatorAt(scan.text, scan.at) : undefined
  const operator = own === undefined || own === ':' || own === '!=' ? asked.name.operator : own
  if (operator !== asked.name.operator) {
    scan.at += operator.length
    skipSpaces(scan)
  }
  if (isMissing(scan, asked.name)) {
    const { start, after, name } = asked.name
    const hint = `Write a value behind it; ${name}:* is every event that has one, -${name}:* every event that has none`
    addError(scan, { message: `There is no value for ${name}`, start, end: after, hint })
    return { kind: 'everything' }
  }
  const piece = scanPiece(scan, operator === ':')
  if (!isWhole(scan, piece) || asked.subject === undefined) return { kind: 'everything' }
  return asked.subject.kind === 'time'
    ? timeTest(scan, operator, piece)
    : fieldTest(scan, { name: asked.name.name, fields: asked.subject.fields, operator, piece })
}

/** A value is missing at the end, and where behind a space another field's name follows: `user: host:web-1`. */
function isMissing(scan: Scan, { after }: NamePiece): boolean {
  const character = scan.text.charAt(scan.at)
  if (character === '' || character === ')' || character === '(') return true
  if (scan.at === after || !isSpace(scan.text.charAt(scan.at - 1))) return false
  const next = nameAt(scan)
  return next !== undefined && subjectOf(next) !== undefined
}

/** False, and a mistake, where something stands right behind a word, or the word is too long. */
export function isWhole(scan: Scan, piece: Piece): boolean {
  const next = scan.text.charAt(scan.at)
  if (next === '"' || next === '(' || !isWordEnd(next)) {
    const start = scan.at
    while (!isWordEnd(scan.text.charAt(scan.at))) scan.at++
    const hint = 'Put a space between two terms, and quotes around all of what belongs together'
    addError(scan, { message: 'This stands right behind another term', start, end: Math.max(scan.at, start + 1), hint })
    return false
  }
  if (piece.end - piece.start <= longestValue) return true
  const message = `This value has ${piece.end - piece.start} characters; at most ${longestValue} are read`
  addError(scan, { message, start: piece.start, end: piece.end, hint: 'A part of it will do' })
  return false
}

function timeTest(scan: Scan, operator: NamePiece['operator'], piece: Piece): Query {
  const text = rawText(piece.parts)
  const isSame = operator === ':' || operator === '=' || operator === '!='
  const test = isSame ? readTimeRange(text, scan.nowUs) : readTimeBound(operator, text, scan.nowUs)
  if (!('fault' in test)) return test
  addError(scan, { message: test.fault, start: piece.start, end: piece.end, hint: test.hint })
  return { kind: 'everything' }
}

function fieldTest(scan: Scan, { fields, ...written }: Omit<WrittenTest, 'field'> & { readonly fields: readonly QueryField[] }): Query {
  const { piece } = written
  if (piece.kind === 'regex' && !checkRegexPiece(scan, piece)) return { kind: 'everything' }
  const tests: Query[] = []
  for (const field of fields) {
    const test = readValue({ ...written, field })
    if ('fault' in test) {
      addError(scan, { message: test.fault, start: piece.start, end: piece.end, hint: test.hint })
      return { kind: 'everything' }
    }
    tests.push({ kind: 'field', field, test })
  }
  return anyOf(tests)
}

/** `09:00` behind a date: `time>2026-03-01 09:00`. */
function isTimeOfDay(text: string, start: number): boolean {
  return /\d{4}-\d\d-\d\d\s{1,3}$/.test(text.slice(Math.max(0, start - 13), start)) && /^\d\d:\d\d/.test(text.slice(start, start + 5))
}

function subjectOf({ name, steps }: NamePiece): Subject | undefined {
  if (timeNames.includes(name.toLowerCase())) return { kind: 'time' }
  const known = namedFields(name)
  if (known !== undefined) return { kind: 'fields', fields: known }
  const [first = '', ...path] = steps
  if (first.toLowerCase() !== 'fields' || path.length === 0 || path.includes('')) return undefined
  return { kind: 'fields', fields: [{ kind: 'own', path }] }
}

function addUnknownField(scan: Scan, { name, start, end, steps, after }: NamePiece): void {
  const place = { start, end: Math.max(end, start + 1) }
  if (name === '') {
    addError(scan, {
      message: 'There is no name of a field here',
      ...place,
      end: after,
      hint: 'Write field:value; to search for a sign put it in quotes',
    })
    return
  }
  if (steps[0]?.toLowerCase() === 'fields') {
    const hint = 'Write the path below it, as in fields.requestParameters.bucketName; a name with dots of its own is quoted: fields."a.b".c'
    addError(scan, { message: `"${name}" names none of the source's own fields`, ...place, hint })
    return
  }
  if (isTimeOfDay(scan.text, start)) {
    const hint = 'Join date and time with a T: time>=2026-03-01T09:00. Without a field a text with a colon stands in quotes'
    addError(scan, { message: `"${name}:…" is no field; is it the time of day?`, ...place, hint })
    return
  }
  let until = after
  while (!isWordEnd(scan.text.charAt(until))) until++
  const near = nearestField(name)
  const hint = [
    near === undefined ? undefined : `You may have meant ${near}`,
    /^[A-Za-z_][\w.]*$/.test(name) ? `One of the source's own fields is written fields.${name}` : undefined,
    until > after && until - start <= 100 ? `To search for the text, put it in quotes: "${scan.text.slice(start, until)}"` : undefined,
  ]
  addError(scan, { message: `There is no field "${name}"`, ...place, hint: hint.filter((line) => line !== undefined).join('. ') })
}
