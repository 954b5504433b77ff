import { describe, expect, it } from 'vitest'
import { isObject, type Json } from '../../base/json.ts'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import { type Incident, incidentSchema } from '../../model/incident.ts'
import { outlineNames } from '../../model/outline-name.ts'
import { composeReport, openQuestionsOf, outlines } from '../../report/compose.ts'
import type { OpenQuestion } from '../../report/sections/to-complete/open-questions.ts'
import { inlinesOf } from './block-texts.ts'
import { filledRecord } from './filled-record.ts'

const { document: complete } = filledRecord()

type Change = readonly [path: string, value: Json | undefined]

/** The complete record with another value at a path (items of lists by their place); undefined takes the field away. */
function changed(...changes: readonly Change[]): Incident {
  const copy: unknown = structuredClone(complete)
  for (const [path, value] of changes) put(copy, path.slice(1).split('/'), value)
  return incidentSchema.parse(copy)
}

function put(holder: unknown, keys: readonly string[], value: Json | undefined): void {
  const [key = '', ...rest] = keys
  const place = Array.isArray(holder) ? holder[Number(key)] : isObject(holder) ? holder[key] : undefined
  if (rest.length > 0) return put(place, rest, value)
  if (isObject(holder) && value === undefined) delete holder[key]
  else if (isObject(holder)) holder[key] = value
  else expect.fail(`nothing at ${path(keys)}`)
}

const path = (keys: readonly string[]): string => keys.join('/')
const ask = (document: Incident): OpenQuestion[] => openQuestionsOf(document, computeFacts(document))
const words = ({ question, points }: OpenQuestion): string => [question, ...points.map(({ text }) => text)].join(' ')

const noone = undefined
const noCitations: Change = ['/timeline/0/citations', []]
const noInterruption: Change = ['/impact/operational/interruptions', []]
const cases: readonly (readonly [path: string, value: Json | undefined, role: string, question: RegExp])[] = [
  ['/title', '', 'Incident lead', /called/],
  ['/type', noone, 'Incident lead', /kind of incident/],
  ['/severity/level', noone, 'Incident lead', /How severe/],
  ['/severity/scale', noone, 'Incident lead', /On which scale/],
  ['/people/lead', noone, 'Incident lead', /Who leads/],
  ['/people/roles', [], 'Incident lead', /which role/],
  ['/people/authors', [], 'Incident lead', /signs this report/],
  ['/people/reportDate', noone, 'Incident lead', /Which date/],
  ['/distribution/statement', noone, 'Counsel and privacy officer', /Is the classification Confidential, TLP:RED right/],
  ['/distribution/recipients', [], 'Counsel and privacy officer', /approved to receive/],
  ['/scope/examined', [], 'Forensic analysts', /What was examined/],
  ['/scope/notObtained', [], 'Forensic analysts', /not obtained/],
  ['/scope/notObtained/0/why', noone, 'Forensic analysts', /^Why could “w\d+scopenotObtainedwhat” not be obtained\?$/],
  ['/scope/limits', [], 'Forensic analysts', /not show/],
  ['/coverage', [], 'Forensic analysts', /Which log sources/],
  ['/coverage/0/note', noone, 'System owners', /is silent from 2026-03-04 .* UTC\. Is anything missing/],
  ['/summary/text', noone, 'Incident lead', /mean for the business/],
  ['/summary/customerImpact', noone, 'Incident lead', /customers notice/],
  ['/summary/howDetected', noone, 'Incident lead', /come to light/],
  ['/moments/firstActivity', noone, 'Forensic analysts', /earliest act/],
  ['/moments/compromise', noone, 'Forensic analysts', /Activity is known since 2026-03-05/],
  ['/moments/firstLateralMovement', noone, 'Forensic analysts', /A step from “w\d+\w+” to “w\d+\w+” is recorded at 2026-03-05/],
  ['/moments/firstExfiltration', noone, 'Forensic analysts', /Did data leave/],
  ['/moments/lastExfiltration', noone, 'Forensic analysts', /when did it last\?$/],
  ['/moments/impactStart', noone, 'System owners', /business first feel/],
  ['/moments/alertRaised', noone, 'Detection engineering', /raise an alert after the first activity at 2026-03-05/],
  ['/moments/detected', noone, 'Incident lead', /first know of the incident\? The first known act of the attacker was at 2026-03-05/],
  ['/moments/detected/by', noone, 'Incident lead', /detected at 2026-03-05 .* UTC: from inside/],
  ['/moments/acknowledged', noone, 'Incident lead', /An alert was raised at 2026-03-05 .* who took it up/],
  ['/moments/declared', noone, 'Incident lead', /declared/],
  ['/moments/notified', noone, 'Communications', /anybody outside told/],
  ['/moments/contained', noone, 'Incident lead', /Can the attacker act no more/],
  ['/moments/eradicated', noone, 'Incident lead', /1 thing left behind is recorded/],
  ['/moments/recovered', noone, 'Incident lead', /back to their level/],
  ['/moments/resolved', noone, 'Incident lead', /incident over/],
  ['/phases/1/emptyReason', noone, 'Forensic analysts', /sign of the phase “Way out”/],
  ['/timeline/0/source', noone, 'Forensic analysts', /rest\? It cites no evidence/],
  ['/challenges', [], 'Incident lead', /hindered the response\? The longest time between two milestones/],
  ['/causes/0/kind', 'contributing factor', 'Forensic analysts', /technical cause/],
  ['/causes/1/kind', 'technical cause', 'Incident lead', /conditions made it possible/],
  ['/rootCause/initialAccess/narrative', noone, 'Forensic analysts', /get in\? The earliest act in the timeline is “w\d+timelinetext” at 2026/],
  ['/rootCause/initialAccess/technicalDetails', [], 'Forensic analysts', /Which lines of a log/],
  ['/rootCause/initialAccess/factors', [], 'Forensic analysts', /factors opened the way in/],
  ['/rootCause/discovery/narrative', noone, 'Forensic analysts', /look for after getting in/],
  ['/rootCause/discovery/information', [], 'Forensic analysts', /Which information/],
  ['/rootCause/discovery/evidence', [], 'Forensic analysts', /Which log entries/],
  ['/rootCause/movement/narrative', noone, 'Forensic analysts', /beyond the first foothold/],
  ['/rootCause/movement/path', [], 'Forensic analysts', /step by step/],
  ['/rootCause/movement/path/0/method', noone, 'Forensic analysts', /From “w\d+\w+” to “w\d+\w+” at 2026-03-05.*: by which method\.$/],
  ['/rootCause/movement/access', [], 'Forensic analysts', /credentials or access/],
  ['/rootCause/notPrevented/narrative', noone, 'Detection engineering', /not prevent/],
  ['/rootCause/notPrevented/controls', [], 'Detection engineering', /stopped or seen “w\d+timelinetext” at 2026-03-05 .*, and did it\?/],
  ['/rootCause/notPrevented/controls/0/outcome', 'unknown', 'Detection engineering', /worked, failed, absent or bypassed/],
  ['/impact/narrative', noone, 'Forensic analysts', /taken, changed or destroyed/],
  ['/impact/security/narrative', noone, 'Forensic analysts', /confidentiality, integrity/],
  ['/impact/data', [], 'System owners', /kinds of data were within reach on “w\d+systemsname”/],
  ['/impact/data/0/records', noone, 'System owners', /“w\d+impactdatatype”: how many records/],
  ['/impact/personalData', 'unknown', 'Counsel and privacy officer', /Is personal data among “w\d+impactdatatype”/],
  ['/impact/operational/interruptions/0/to', noone, 'System owners', /“w\d+\w+service”: its end/],
  ['/impact/business/financial', noone, 'Finance', /finances/],
  ['/impact/business/regulatory', noone, 'Counsel and privacy officer', /regulators/],
  ['/impact/business/reputational', noone, 'Communications', /reputation/],
  ['/impact/affectedParties', [], 'Counsel and privacy officer', /Which users, customers/],
  ['/impact/affectedParties/0/count', noone, 'Counsel and privacy officer', /How many of “w\d+\w+party” were affected/],
  ['/detection/narrative', noone, 'Detection engineering', /The first telling act is “w\d+timelinetext” at 2026/],
  ['/detection/opportunities', [], 'Detection engineering', /points of the attack/],
  ['/detection/opportunities/0/whyMissed', noone, 'Detection engineering', /w\d+detectionopportunitiespoint at 2026-03-05/],
  ['/detection/loggingGaps', [], 'Detection engineering', /not logged/],
  ['/detection/alertingGaps', [], 'Detection engineering', /raised no alert/],
  ['/response/actions', [], 'Incident lead', /contain, eradicate and recover/],
  ['/response/actions/0/owner', noone, 'Incident lead', /Who took this action.*: by whom\.$/],
  ['/response/shortTerm', [], 'Incident lead', /begun and is not finished/],
  ['/response/shortTerm/0/due', noone, 'Incident lead', /Who finishes this action.*: due date\.$/],
  ['/response/evaluation/effectiveness', noone, 'Incident lead', /effective was the response/],
  ['/response/evaluation/proceduresFollowed', noone, 'Incident lead', /procedures/],
  ['/response/evaluation/faster', noone, 'Incident lead', /faster/],
  ['/response/evaluation/promptness', noone, 'Incident lead', /promptly/],
  ['/response/evaluation/forensics', noone, 'Forensic analysts', /forensic analysis/],
  ['/response/evaluation/escalation', noone, 'Incident lead', /escalation/],
  ['/response/evaluation/communication', noone, 'Communications', /internal and external communication/],
  ['/response/evaluation/internalCommunication', noone, 'Incident lead', /internal communication/],
  ['/response/evaluation/externalCommunication', noone, 'Communications', /stakeholders/],
  ['/response/evaluation/team', noone, 'Incident lead', /team work together/],
  ['/response/evaluation/coordination', noone, 'Incident lead', /other departments/],
  ['/response/communications', [], 'Communications', /Who was told what/],
  ['/response/communications/0/by', noone, 'Communications', /To “w\d+\w+audience”: by whom/],
  [
    '/questions/0/state',
    'open',
    'w',
    /^w\d+questionsquestion It is about “w\d+timelinetext” at 2026-03-05 .* UTC\. Examined so far: w\d+questionsexamined\.$/,
  ],
  ['/recommendations', [], 'Incident lead', /What has to change/],
  ['/recommendations/0/owner', noone, 'Incident lead', /Who owns this recommendation, and by when\? No\. \d+ “w\d+recommendationstitle”: owner\.$/],
  ['/recommendations/0/due', noone, 'Incident lead', /: due date\.$/],
  ['/recommendations/0/risk', noone, 'Incident lead', /: risk addressed\.$/],
  ['/recommendations/0/action', noone, 'Incident lead', /: specific action\.$/],
  ['/recommendations/0/successCriteria', noone, 'Incident lead', /: success criteria\.$/],
  ['/recommendations/0/effort', noone, 'Incident lead', /: estimated effort\.$/],
  ['/recommendations/0/causes', ['causes-1'], 'Incident lead', /Which recommendation answers the cause “w\d+causesstatement”/],
  ['/lessons/wentWell', [], 'Incident lead', /went well/],
  ['/lessons/couldImprove', [], 'Incident lead', /improved/],
  ['/lessons/luck', [], 'Incident lead', /chance/],
  ['/lessons/gaps', [], 'Incident lead', /weaknesses/],
  ['/lessons/improvements', [], 'Incident lead', /better in future/],
  ['/lessons/processChanges', [], 'Incident lead', /processes/],
  ['/followUp/exercises', [], 'Incident lead', /drill/],
  ['/followUp/exercises/0/date', noone, 'Incident lead', /“w\d+\w+scenario”: date/],
  ['/notifications', [], 'Counsel and privacy officer', /Which duties/],
  ['/notifications/0/decision', 'undetermined', 'Counsel and privacy officer', /apply\? GDPR .* the first stage is due at 2026-03-08 08:00 UTC\.$/],
  ['/notifications/0/decidedBy', noone, 'Counsel and privacy officer', /decided as “applies”: by whom/],
  ['/notifications/0/stages', [], 'Counsel and privacy officer', /authority to competent supervisory authority, due at 2026-03-08 08:00 UTC/],
  ['/notifications/0/stages/0/reference', noone, 'Counsel and privacy officer', /the reference of authority/],
  ['/accounts', [], 'System owners', /Which accounts/],
  ['/accounts/0/use', noone, 'System owners', /How was the account w\d+accountsname used/],
  ['/leftBehind', [], 'Forensic analysts', /still be there/],
  ['/leftBehind/0/undone', 'unknown', 'System owners', /“w\d+leftBehindname”, made at 2026-03-05 .*: removed or changed back, when and by whom\?$/],
  ['/leftBehind/0/undoneAt', noone, 'System owners', /when it was undone/],
  ['/statements/0/audience', noone, 'Communications', /To whom was this figure given/],
  ['/indicators', [], 'Forensic analysts', /recognise the same attacker/],
  ['/indicators/0/context', noone, 'Forensic analysts', /Where was the indicator/],
  ['/systems', [], 'System owners', /Which systems were affected/],
  ['/systems/0/role', noone, 'System owners', /w\d+systemsname: role/],
  ['/evidence/0/location', noone, 'Evidence custodian', /\(w\d+evidencelabel\): location/],
  ['/evidence/0/retention', noone, 'Evidence custodian', /: retention/],
  ['/evidence/0/acquisition/by', noone, 'Evidence custodian', /: by whom/],
  ['/evidence/0/custody', [], 'Evidence custodian', /Through whose hands/],
  ['/evidence/0/reading/assumed', ['zone'], 'System owners', /In which time zone/],
  ['/evidence/0/reading/assumed', ['year'], 'System owners', /In which year/],
  ['/log', [], 'Incident lead', /incident log/],
  ['/conclusion/reflection', noone, 'Incident lead', /Looking back/],
  ['/conclusion/commitment', noone, 'Executive sponsor', /commit itself/],
  ['/history/0/author', noone, 'Incident lead', /author/],
]

describe('openQuestionsOf()', () => {
  it.each(cases)('asks for %s once it is missing', (at, value, role, question) => {
    const asked = ask(changed([at, value], ...(at === '/timeline/0/source' ? [noCitations] : [])))
    expect(asked.map(words).filter((told) => question.test(told))).toHaveLength(1)
    expect(asked.find((one) => question.test(words(one)))?.role).toMatch(new RegExp(`^${role}`))
    expect(asked).toHaveLength(1)
  })

  it('asks for what it cost where neither a cost nor a word about it is recorded', () => {
    const [one, ...more] = ask(changed(['/impact/financial/costs', []], ['/impact/financial/narrative', undefined]))
    expect([one?.role, one?.paths, more]).toEqual(['Finance', ['/impact/financial/costs'], []])
    expect(ask(changed(['/impact/financial/costs', []]))).toEqual([])
  })

  it('asks which services stood still where nobody said that none did', () => {
    expect(ask(changed(noInterruption))).toEqual([])
    expect(ask(changed(noInterruption, ['/impact/operational/narrative', undefined])).map(words)).toEqual([
      expect.stringContaining('If none, say so'),
    ])
  })

  it('takes a note for an answer where a moment never was', () => {
    expect(ask(changed(['/moments/impactStart', { note: 'The business felt nothing' }]))).toEqual([])
  })

  it('asks in the words of the evidence where it suggests a moment', () => {
    const candidate = {
      id: 'c',
      at: { earliest: '2026-03-05T09:38:00Z', latest: '2026-03-05T09:38:00Z', precision: 'second', zone: 'Z' },
      reason: 'r',
    }
    const [one] = ask(changed(['/moments/detected', { candidates: [candidate] }]))
    expect(one?.question).toContain('The records show something at 2026-03-05 09:38:00 UTC that looks like a response')
  })

  it('asks one question of many recommendations, with a list that ends', () => {
    const [first] = complete.recommendations
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...first,
      id: `r${index}`,
      number: undefined,
      title: `Change ${index}`,
      owner: undefined,
      due: undefined,
    }))
    const document = changed(['/recommendations', many])
    const [one, ...more] = ask(document)
    expect(more).toEqual([])
    expect(one?.points).toHaveLength(30)
    expect(one?.points[0]?.text).toBe('No. 1 “Change 0”: owner and due date')
    const report = composeReport(document, computeFacts(document), { version: '1', head: 'ab'.repeat(32), program: 'Hindcast' })
    const row = inlinesOf(report.blocks).map((inline) => ('text' in inline ? inline.text : ''))
    expect(row).toContain('– and 18 more')
    expect(row.filter((text) => text.startsWith('– No. '))).toHaveLength(12)
  })

  it('numbers questions from 1, role by role, and names who has the role', () => {
    const empty = incidentSchema.parse({
      id: 'INC-2026-0001',
      people: { lead: 'Rosa Keller', roles: [{ id: 'r', role: 'Head of finance', alias: 'Finance office' }] },
    })
    const asked = ask(empty)
    expect(asked.map(({ number }) => number)).toEqual(asked.map((_, index) => index + 1))
    const roles = asked.map(({ role }) => role).filter((role, index, all) => role !== all[index - 1])
    expect(roles).toEqual([...new Set(roles)])
    const report = composeReport(empty, computeFacts(empty), { version: '1', head: 'ab'.repeat(32), program: 'Hindcast' })
    const headings = report.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []))
    expect(headings).toEqual(expect.arrayContaining(['To Complete', 'Incident lead (Rosa Keller)', 'Finance (Finance office)']))
  })
})

describe.each(outlineNames)('the list in the outline %s', (outline) => {
  const empty = incidentSchema.parse({ id: 'INC-2026-0001' })
  const compose = (document: Incident, leftOut?: number) =>
    composeReport(document, computeFacts(document), {
      version: '1',
      head: 'ab'.repeat(32),
      program: 'Hindcast',
      outline,
      ...(leftOut === undefined ? {} : { leftOut }),
    })

  it('is counted in the title block, and every question names a section that there is', () => {
    const report = compose(empty)
    const links = inlinesOf(report.blocks).flatMap((inline) => (inline.kind === 'link' ? [inline] : []))
    expect(links.find(({ href }) => href === '#to-complete')?.text).toBe(`${ask(empty).length} questions open`)
    const ids = new Set(report.blocks.flatMap((block) => (block.kind === 'heading' ? [block.id] : [])))
    expect(links.filter(({ href }) => !ids.has(href.slice(1)))).toEqual([])
    const sections = report.blocks.flatMap((block) => (block.kind === 'table' && block.caption.startsWith('Open questions for') ? block.rows : []))
    expect(sections.map(([, , section]) => section?.[0]?.kind)).toEqual(ask(empty).map(() => 'link'))
  })

  it('leaves no part of an empty report without a word, and none with more than a few', () => {
    const { parts } = outlines.find(({ name }) => name === outline) ?? expect.fail('no outline')
    const report = compose(empty)
    for (const { id, level, title, section } of parts) {
      if (title === undefined || section === undefined) continue
      const at = report.blocks.findIndex((block) => block.kind === 'heading' && block.id === id)
      const own = report.blocks.slice(
        at + 1,
        report.blocks.findIndex((block, index) => index > at && block.kind === 'heading'),
      )
      const next = report.blocks[at + own.length + 1]
      const isAbove = next?.kind === 'heading' && next.level > level
      expect([id, (own.length > 0 || isAbove) && own.length <= 7]).toEqual([id, true])
    }
  })

  it('stays in the house: a report to publish tells each gap in one short sentence', () => {
    const texts = inlinesOf(compose(empty, 2).blocks).map((inline) => ('text' in inline ? inline.text : ''))
    expect(texts.filter((text) => /questions? \d|To Complete/.test(text))).toEqual([])
    expect(texts).toContain('Not recorded.')
  })

  it('is gone from a record that says everything', () => {
    expect(JSON.stringify(compose(complete).blocks)).not.toContain('to-complete')
  })
})
