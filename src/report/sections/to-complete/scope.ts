import { compareInstantTexts } from '../../../base/instant.ts'
import type { Coverage } from '../../../model/coverage.ts'
import type { EvidenceItem } from '../../../model/evidence-item.ts'
import { askAll, askIf, type Asked, type Asker, isBlank, missingFields, type Point, pointIf, quoted } from './ask.ts'

/** What was looked at, how far it reaches, and where it is kept. */
export function askScope(asker: Asker): Asked[] {
  return [...askLimits(asker), ...askCoverage(asker), ...askReading(asker), ...askKeeping(asker), ...askIndicators(asker)]
}

function askLimits({ document: { scope, evidence, coverage } }: Asker): Asked[] {
  const logs =
    evidence.length === 0 ? '' : ` ${evidence.length === 1 ? 'One item of evidence is' : `${evidence.length} items of evidence are`} recorded.`
  return [
    ...askAll({
      role: 'Forensic analysts',
      part: 'scope',
      question: 'About the examination:',
      points: [
        ...pointIf(scope.examined.length === 0, '/scope/examined', `What was examined: which systems, accounts and periods?${logs}`),
        ...pointIf(scope.notObtained.length === 0, '/scope/notObtained', 'Which sources were asked for and not obtained, and why? If none, say so.'),
        ...pointIf(scope.limits.length === 0, '/scope/limits', 'What can the sources that were examined not show?'),
        ...pointIf(coverage.length === 0, '/coverage', 'Which log sources were there, and when does each begin and end?'),
        ...scope.notObtained.flatMap((item) =>
          pointIf(isBlank(item.why), `/scope/notObtained/${item.id}/why`, `Why could ${quoted(item.what || 'a source')} not be obtained?`),
        ),
      ],
    }),
  ]
}

/** Silences, and sources that begin after the attack did: only who runs them knows whether something is missing. */
function askCoverage(asker: Asker): Asked[] {
  const points = asker.document.coverage.filter((item) => isBlank(item.note)).flatMap((item) => coveragePoints(asker, item))
  return askAll({
    role: 'System owners',
    part: 'scope',
    question: 'Do these log sources lack anything, or was nothing happening?',
    points,
    alone: ({ text }) => `${text} Is anything missing, or was nothing happening?`,
  })
}

function coveragePoints({ document, time, instant }: Asker, item: Coverage): Point[] {
  const path = `/coverage/${item.id}/note`
  const first = document.moments.firstActivity?.at
  const [silence, ...more] = item.silences
  if (silence !== undefined) {
    const others = more.length === 0 ? '' : more.length === 1 ? ' and once more' : ` and ${more.length} times more`
    return [{ path, text: `${item.source} is silent from ${instant(silence.from)} to ${instant(silence.to)}${others}.` }]
  }
  if (first === undefined || item.begins === undefined || compareInstantTexts(item.begins, first.earliest) <= 0) return []
  return [{ path, text: `${item.source} begins at ${instant(item.begins)}, after the first known activity at ${time(first)}.` }]
}

/** Times whose zone or year nobody stated may be off by hours or by years. */
function askReading({ document: { evidence } }: Asker): Asked[] {
  const assumed = (what: 'zone' | 'year') => evidence.filter((item) => item.reading?.assumed?.includes(what) === true)
  const point = (item: EvidenceItem): Point => ({ path: `/evidence/${item.id}/reading`, text: `${item.name} (${item.label})` })
  return [
    ...askAll({
      role: 'System owners',
      part: 'appendix-evidence',
      question: 'In which time zones were these logs written? They state none, so their times were read as UTC and may be off by 14 hours.',
      points: assumed('zone').map(point),
      alone: ({ text }) => `In which time zone was ${text} written? It states none, so its times were read as UTC and may be off by 14 hours.`,
    }),
    ...askAll({
      role: 'System owners',
      part: 'appendix-evidence',
      question: 'In which years were these logs written? They state none, so the year was concluded from when each file was last changed.',
      points: assumed('year').map((item) => ({
        ...point(item),
        text: `${item.name} (${item.label}): ${item.reading?.year ?? 'a year'} was concluded`,
      })),
      alone: ({ text }) => `In which year was this log written? ${text}.`,
    }),
  ]
}

function askKeeping({ document: { evidence: all } }: Asker): Asked[] {
  // What lies inside another item is kept with it.
  const evidence = all.filter((item) => !all.some((other) => other.sha256 === item.parent))
  const named = (item: EvidenceItem): string => `${item.name} (${item.label})`
  return [
    ...askIf(evidence.length === 0, {
      role: 'Forensic analysts',
      part: 'appendix-evidence',
      path: '/evidence',
      question: 'Which evidence is there of the incident, and where does it lie?',
    }),
    ...askAll({
      role: 'Evidence custodian',
      part: 'appendix-evidence',
      question: 'Where are the originals kept, and for how long?',
      points: evidence.flatMap((item) =>
        missingFields(`/evidence/${item.id}`, named(item), [
          [isBlank(item.location), 'location', 'location'],
          [isBlank(item.retention), 'retention', 'retention'],
        ]),
      ),
      alone: ({ text }) => `Where is the original kept, and for how long? ${text}.`,
    }),
    ...askAll({
      role: 'Evidence custodian',
      part: 'appendix-evidence',
      question: 'How was this evidence acquired?',
      points: evidence.flatMap((item) =>
        missingFields(`/evidence/${item.id}/acquisition`, named(item), [
          [isBlank(item.acquisition.by), 'by', 'by whom'],
          [item.acquisition.at === undefined, 'at', 'when'],
          [isBlank(item.acquisition.tool), 'tool', 'with which tool'],
        ]),
      ),
      alone: ({ text }) => `How was the evidence acquired? ${text}.`,
    }),
    ...askAll({
      role: 'Evidence custodian',
      part: 'appendix-evidence',
      question: 'Through whose hands did this evidence go?',
      points: evidence.filter((item) => item.custody.length === 0).map((item) => ({ path: `/evidence/${item.id}/custody`, text: named(item) })),
      alone: ({ text }) => `Through whose hands did ${text} go?`,
    }),
  ]
}

function askIndicators({ document: { indicators } }: Asker): Asked[] {
  return [
    ...askIf(indicators.length === 0, {
      role: 'Forensic analysts',
      part: 'appendix-indicators',
      path: '/indicators',
      question: 'By which addresses, names, hashes or accounts can others recognise the same attacker?',
    }),
    ...askAll({
      role: 'Forensic analysts',
      part: 'appendix-indicators',
      question: 'Where were these indicators seen, and what did the attacker do with them?',
      points: indicators
        .filter((item) => isBlank(item.context))
        .map((item) => ({ path: `/indicators/${item.id}/context`, text: `${item.type} ${item.value}` })),
      alone: ({ text }) => `Where was the indicator ${text} seen, and what did the attacker do with it?`,
    }),
  ]
}
