import type { FindingPart, MemberRun, Placed } from '../../findings/finding-part.ts'
import type { IndicatorCount } from '../../findings/indicators/collect-indicators.ts'
import type { EventCitation } from '../../model/citation.ts'
import type { EventTime } from '../../model/event.ts'
import type { FindingExample } from '../../model/finding.ts'
import type { IndicatorType } from '../../model/indicator-sighting.ts'
import type { Session } from '../../model/session.ts'
import type { FileHarvest } from '../drafting/harvest-file.ts'
import { CompactReader, type CompactValues, CompactWriter } from './compact-values.ts'

/** A harvest whose long lists are written compactly, one behind the other. */
export interface CompactHarvest {
  /** The harvest without them. */
  readonly rest: Omit<FileHarvest, 'findings' | 'indicators' | 'movement'> & {
    readonly findings: Omit<FileHarvest['findings'], 'parts'>
    readonly indicators: Omit<FileHarvest['indicators'], 'counts'>
    readonly movement: Omit<FileHarvest['movement'], 'sessions'>
  }
  readonly values: CompactValues
}

const writer = new CompactWriter()
const [number, text, json] = [(value: number) => writer.number(value), (value: string) => writer.text(value), (value: object) => writer.json(value)]

/** The same harvest in less room. Its numbers are good until the next call. */
export function compactHarvest({ findings, indicators, movement, ...others }: FileHarvest): CompactHarvest {
  const { parts, ...ofFindings } = findings
  const { counts, ...ofIndicators } = indicators
  const { sessions, ...ofMovement } = movement
  writer.begin()
  writer.list(parts, writePart)
  writer.list(counts, writeCount)
  writer.list(sessions, writeSession)
  return { rest: { ...others, findings: ofFindings, indicators: ofIndicators, movement: ofMovement }, values: writer.written() }
}

/** The harvest as it was; throws where its lists are damaged. */
export function expandHarvest({ rest, values }: CompactHarvest): FileHarvest {
  const reader = new CompactReader(values)
  const parts = reader.list(() => readPart(reader))
  const counts = reader.list(() => readCount(reader))
  const sessions = reader.list(() => readSession(reader))
  const { findings, indicators, movement } = rest
  return { ...rest, findings: { ...findings, parts }, indicators: { ...indicators, counts }, movement: { ...movement, sessions } }
}

function writePart(part: FindingPart): void {
  text(part.id)
  for (const told of [part.rule, part.techniques, part.tactics]) writer.json(told, true)
  writer.record(part.key, text)
  number(part.count)
  writePlaced(part.first)
  writePlaced(part.last)
  writer.list(part.members, writeRun)
  writer.list(part.examples, writeExample)
  writer.record(part.values, writeCounts)
  writer.list(part.sessions, text)
  writer.list(part.left, text)
}

function readPart(reader: CompactReader): FindingPart {
  return {
    id: reader.text(),
    rule: ofRule(reader) as FindingPart['rule'], // so it was written, as all that follows
    techniques: ofRule(reader) as FindingPart['techniques'],
    tactics: ofRule(reader) as FindingPart['tactics'],
    key: reader.record(reader.text),
    count: reader.number(),
    first: readPlaced(reader),
    last: readPlaced(reader),
    members: reader.list(() => readRun(reader)),
    examples: reader.list(() => readExample(reader)),
    values: reader.record(() => reader.record(reader.number)),
    sessions: reader.list(reader.text),
    left: reader.list(reader.text),
  }
}

const mostRules = 2_000
const rules = new Map<string, unknown>()

/** What findings say of their rules is the same in all harvests: it is parsed once and held once. */
function ofRule(reader: CompactReader): unknown {
  const written = reader.text()
  const known = rules.get(written)
  if (known !== undefined) return known
  const read: unknown = JSON.parse(written)
  if (rules.size >= mostRules) rules.clear()
  rules.set(written, read)
  return read
}

function writeCounts(counts: Readonly<Record<string, number>>): void {
  writer.record(counts, number)
}

function writePlaced({ time, event }: Placed): void {
  json(time)
  text(event)
}

function readPlaced(reader: CompactReader): Placed {
  return { time: reader.json() as EventTime, event: reader.text() }
}

function writeRun({ evidence, offsets, others }: MemberRun): void {
  text(evidence)
  number(offsets.length)
  for (const offset of offsets) number(offset)
  writer.list(others, text)
}

function readRun(reader: CompactReader): MemberRun {
  return { evidence: reader.text(), offsets: Float64Array.from(reader.list(reader.number)), others: reader.list(reader.text) }
}

function writeExample({ citation, time, message, sentence, left }: FindingExample): void {
  json(citation)
  json(time)
  text(message)
  text(sentence)
  writeOptional(left)
}

function readExample(reader: CompactReader): FindingExample {
  const example = { citation: reader.json() as EventCitation, time: reader.json() as EventTime, message: reader.text(), sentence: reader.text() }
  const left = readOptional(reader)
  return left === undefined ? example : { ...example, left }
}

function writeOptional(value: string | undefined): void {
  number(value === undefined ? 0 : 1)
  if (value !== undefined) text(value)
}

function readOptional(reader: CompactReader): string | undefined {
  return reader.number() === 0 ? undefined : reader.text()
}

function writeCount({ type, value, observable, count, first, last, examples, datasets }: IndicatorCount): void {
  text(type)
  text(value)
  number(observable ? 1 : 0)
  number(count)
  text(first)
  text(last)
  writer.list(examples, writeSighting)
  writer.list(datasets, text)
}

function readCount(reader: CompactReader): IndicatorCount {
  return {
    type: reader.text() as IndicatorType,
    value: reader.text(),
    observable: reader.number() === 1,
    count: reader.number(),
    first: reader.text(),
    last: reader.text(),
    examples: reader.list(() => ({ at: reader.text(), citation: reader.json() as EventCitation })),
    datasets: reader.list(reader.text),
  }
}

function writeSighting({ at, citation }: IndicatorCount['examples'][number]): void {
  text(at)
  json(citation)
}

const optionalNames = ['host', 'principal', 'user', 'credential', 'address', 'agent'] as const

function writeSession(session: Session): void {
  text(session.id)
  text(session.dataset)
  for (const name of optionalNames) writeOptional(session[name])
  number(session.count)
  number(session.failures)
  json(session.first)
  json(session.last)
  writer.record(session.actions, writeAction)
  // Logs may say any number of bytes, also parts of one.
  text(String(session.bytesOut))
  json(session.firstEvent)
}

function readSession(reader: CompactReader): Session {
  return {
    id: reader.text(),
    dataset: reader.text(),
    ...Object.fromEntries(
      optionalNames.flatMap((name) => {
        const value = readOptional(reader)
        return value === undefined ? [] : [[name, value]]
      }),
    ),
    count: reader.number(),
    failures: reader.number(),
    first: reader.json() as EventTime,
    last: reader.json() as EventTime,
    actions: reader.record(() => ({ count: reader.number(), failures: reader.number() })),
    bytesOut: Number(reader.text()),
    firstEvent: reader.json() as EventCitation,
  }
}

function writeAction({ count, failures }: Session['actions'][string]): void {
  number(count)
  number(failures)
}
