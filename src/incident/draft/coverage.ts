import { derivedId } from '../../base/id.ts'
import { agree, formatNumber, listOf, plural } from '../../base/text.ts'
import type { EvidenceItem } from '../../model/evidence-item.ts'
import type { Harvest, ProposedElement, SourceCoverage } from '../../model/harvest.ts'
import { showInstant } from './times.ts'

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

/** What was examined: each item with its format, counts and period. */
export function proposeExamined(harvest: Harvest): ProposedElement[] {
  return harvest.items.map((item) => ({
    id: derivedId('examined', item.sha256),
    review: 'proposed',
    text: examinedText(item, harvest.items),
    citations: [],
  }))
}

function examinedText(item: EvidenceItem, items: readonly EvidenceItem[]): string {
  const { reading } = item
  const member = items.find((other) => other.parent === item.sha256)
  if (member !== undefined) return `${item.label} ${item.name}: a compressed file; its content is ${member.label} ${member.name}.`
  if (reading === undefined) return `${item.label} ${item.name}: kept but not read, as it is in no known log format.`
  const period =
    reading.first === undefined || reading.last === undefined ? '' : `, from ${showInstant(reading.first)} to ${showInstant(reading.last)}`
  const problems = reading.problems === 0 ? '' : `; ${plural(reading.problems, 'problem')} recorded`
  return `${item.label} ${item.name}: ${plural(reading.events, 'event')} in ${plural(reading.records, 'record')}, read as ${reading.format}${period}${problems}.`
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
