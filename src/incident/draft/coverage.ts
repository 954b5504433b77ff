import { derivedId } from '../../base/id.ts'
import { agree, formatNumber, listOf, plural } from '../../base/text.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import type { Harvest, ProposedElement, SourceCoverage } from '../../model/harvest.ts'
import { earliestOf, latestOf, showInstant } from './times.ts'

/** What each log source covers, as its own records tell. */
export function proposeCoverage(harvest: Harvest): ProposedElement[] {
  return harvest.coverage.map((coverage) => ({
    id: derivedId('coverage', coverage.dataset, coverage.host ?? ''),
    review: 'proposed',
    source: sourceName(coverage),
    evidence: [...coverage.evidence],
    begins: coverage.begins,
    ends: coverage.ends,
    silences: coverage.silences.map((silence) => ({ ...silence })),
    events: coverage.events,
    citations: [],
  }))
}

function sourceName(coverage: SourceCoverage): string {
  return coverage.host === undefined ? coverage.dataset : `${coverage.dataset} of ${coverage.host}`
}

/** What was examined: one statement a format, as one source often comes in many files; the appendix of evidence lists every item. */
export function proposeExamined({ items }: Harvest): ProposedElement[] {
  const unread = items.filter((item) => item.reading === undefined && !items.some((other) => other.parent === item.sha256))
  const formats = [...new Set(items.flatMap((item) => item.reading?.format ?? []))]
  return [
    ...formats.map((format) =>
      examined(
        `format ${format}`,
        formatText(
          format,
          items.filter((item) => item.reading?.format === format),
        ),
      ),
    ),
    ...unread.map((item) => examined(item.sha256, `${item.label} ${item.name}: kept but not read, as it is in no known log format.`)),
  ]
}

function examined(key: string, words: string): ProposedElement {
  return { id: derivedId('examined', key), review: 'proposed', text: words, citations: [] }
}

function formatText(format: string, items: readonly EvidenceItem[]): string {
  const readings = items.flatMap(({ reading }) => (reading === undefined ? [] : [reading]))
  const sum = (key: 'events' | 'records' | 'problems'): number => readings.reduce((total, reading) => total + reading[key], 0)
  const first = earliestOf(readings.flatMap((reading) => reading.first ?? []))
  const last = latestOf(readings.flatMap((reading) => reading.last ?? []))
  const period = first === undefined || last === undefined ? '' : `, from ${showInstant(first)} to ${showInstant(last)}`
  const unpacked = items.filter((item) => item.parent !== undefined).length
  const packed = unpacked === 0 ? '' : unpacked === items.length ? ', unpacked first' : `, ${formatNumber(unpacked)} of them unpacked first`
  const problems = sum('problems') === 0 ? '' : `; ${plural(sum('problems'), 'problem')} recorded`
  const names = items.map((item) => `${item.label} ${item.name}`)
  return `${plural(items.length, 'file')} read as ${format} (${listOf(names, 4)})${packed}: ${plural(sum('events'), 'event')} in ${plural(sum('records'), 'record')}${period}${problems}.`
}

/** Limits first: what the evidence cannot show. */
export function proposeLimits(harvest: Harvest): ProposedElement[] {
  return [...cloudLimits(harvest), ...silenceLimits(harvest), ...readingLimits(harvest)]
}

function limit(key: string, text: string): ProposedElement {
  return { id: derivedId('limit', key), review: 'proposed', text, citations: [] }
}

function cloudLimits(harvest: Harvest): ProposedElement[] {
  return harvest.coverage
    .filter((coverage) => coverage.dataset === 'aws-cloudtrail')
    .flatMap((coverage) => {
      const where = `The CloudTrail records cover ${plural(coverage.accounts.length, 'account')} (${listOf(coverage.accounts, 6)}) and ${plural(coverage.regions.length, 'region')} (${listOf(coverage.regions, 8)}); whether others were in use is not in them.`
      const reads = coverage.dataEvents
        ? 'The CloudTrail records hold data events for some resources; reads of others may not have been recorded.'
        : 'The CloudTrail records hold no data events: reads of stored objects are unknown, and their absence here excludes nothing.'
      return [limit(`cloud-where ${coverage.dataset}`, where), limit(`cloud-reads ${coverage.dataset}`, reads)]
    })
}

function silenceLimits(harvest: Harvest): ProposedElement[] {
  return harvest.coverage.flatMap((coverage) =>
    coverage.silences
      .slice(0, 5)
      .map((silence) =>
        limit(
          `silence ${sourceName(coverage)} ${silence.from}`,
          `${sourceName(coverage)} is silent from ${showInstant(silence.from)} to ${showInstant(silence.to)}; the evidence does not show whether nothing happened or nothing was recorded.`,
        ),
      ),
  )
}

function readingLimits(harvest: Harvest): ProposedElement[] {
  return harvest.items.flatMap((item) => {
    const { reading } = item
    if (reading === undefined) return []
    const limits: ProposedElement[] = []
    if (reading.assumed?.includes('zone')) {
      limits.push(
        limit(
          `zone ${item.sha256}`,
          `${item.label} ${item.name} states no time zone: its times were read as UTC and are uncertain by 14 hours either way.`,
        ),
      )
    }
    if (reading.assumed?.includes('year')) {
      limits.push(limit(`year ${item.sha256}`, `${item.label} ${item.name} states no year: ${reading.year ?? 'it'} was concluded, not read.`))
    }
    if (reading.problems > 0) {
      limits.push(
        limit(
          `problems ${item.sha256}`,
          `${formatNumber(reading.problems)} of the records of ${item.label} ${item.name} could not be read in full; what ${agree(reading.problems, 'it says', 'they say')} is missing here.`,
        ),
      )
    }
    return limits
  })
}
