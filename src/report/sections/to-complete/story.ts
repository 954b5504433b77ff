import { compareInstantTexts } from '../../../base/instant.ts'
import { askAll, askIf, type Asked, type Asker, isBlank, isTold, isUntold, missingFields, pointIf, quoted } from './ask.ts'

/** What the attacker did and how: phases, causes, the way in, what was found, how they moved. */
export function askStory(asker: Asker): Asked[] {
  return [...askTimeline(asker), ...askCauses(asker), ...askWayIn(asker), ...askMovement(asker), ...askSystems(asker)]
}

function askTimeline({ document: { phases, timeline, challenges }, facts }: Asker): Asked[] {
  const empty = phases.filter((phase) => isBlank(phase.emptyReason) && !timeline.some((entry) => entry.phase === phase.id && isTold(entry)))
  const attack = empty.filter((phase) => phase.tactics.length > 0)
  const response = empty.filter((phase) => phase.tactics.length === 0)
  const unfounded = timeline.filter((entry) => isTold(entry) && entry.citations.length === 0 && isBlank(entry.source))
  const longest = Object.values(facts)
    .filter((fact) => fact.id.startsWith('gaps/') && fact.value !== undefined)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))[0]
  return [
    ...askAll({
      role: 'Forensic analysts',
      part: 'phases',
      question: 'Is there any sign of these phases of the attack? If there was none, say what rules it out.',
      points: attack.map((phase) => ({ path: `/phases/${phase.id}/emptyReason`, text: phase.title })),
      alone: ({ text }) => `Is there any sign of the phase ${quoted(text)}? If there was none, say what rules it out.`,
    }),
    ...response.map((phase): Asked => {
      const path = `/phases/${phase.id}/emptyReason`
      return {
        role: 'Incident lead',
        part: 'phases',
        points: [],
        paths: [path],
        question: `What belongs to ${quoted(phase.title)}: who did what, and when?`,
      }
    }),
    ...askAll({
      role: 'Forensic analysts',
      part: 'phases',
      question: 'On what do these entries of the timeline rest? They cite no evidence and name no source.',
      points: unfounded.map((entry) => ({ path: `/timeline/${entry.id}/source`, text: quoted(entry.text, 100) })),
      alone: ({ text }) => `On what does the entry ${text} rest? It cites no evidence and names no source.`,
    }),
    ...askIf(challenges.length === 0, {
      role: 'Incident lead',
      part: 'delays',
      path: '/challenges',
      question: `What delayed or hindered the response?${longest === undefined ? '' : ` The longest time between two milestones: ${longest.text}.`}`,
    }),
  ]
}

function askCauses({ document: { causes, recommendations, rootCause } }: Asker): Asked[] {
  const has = (kind: 'technical cause' | 'contributing factor'): boolean => causes.some((cause) => cause.kind === kind)
  const answered = new Set(recommendations.flatMap((item) => item.causes))
  const unanswered = recommendations.length === 0 ? [] : causes.filter((cause) => !answered.has(cause.id))
  const factors = causes.some((cause) => cause.kind === 'contributing factor') && rootCause.initialAccess.factors.length === 0
  return [
    ...askIf(!has('technical cause'), {
      role: 'Forensic analysts',
      part: 'technical-cause',
      path: '/causes#technical-cause',
      question: 'What is the technical cause: which vulnerability, misconfiguration or mistake let it happen?',
    }),
    ...askIf(!has('contributing factor'), {
      role: 'Incident lead',
      part: 'contributing-factors',
      path: '/causes#contributing-factor',
      question: 'Which conditions made it possible: policies, outdated software, missing monitoring, missing people?',
    }),
    ...askIf(factors, {
      role: 'Forensic analysts',
      part: 'initial-access',
      path: '/rootCause/initialAccess/factors',
      question: 'Which of the contributing factors opened the way in?',
    }),
    ...askAll({
      role: 'Incident lead',
      part: 'recommendations',
      question: 'Which recommendations answer these causes?',
      points: unanswered.map((cause) => ({ path: '/recommendations', text: quoted(cause.statement, 120) })),
      alone: ({ text }) => `Which recommendation answers the cause ${text}?`,
    }),
  ]
}

function askWayIn({ document: { rootCause, timeline }, time }: Asker): Asked[] {
  const { initialAccess, discovery } = rootCause
  const [first] = timeline
    .filter((entry) => entry.kind === 'attacker' && isTold(entry))
    .toSorted((a, b) => compareInstantTexts(a.occurred.earliest, b.occurred.earliest))
  const hint =
    first === undefined ? '' : ` The earliest act in the timeline is ${quoted(first.text)} at ${time(first.occurred)}; what came before it?`
  return [
    ...askAll({
      role: 'Forensic analysts',
      part: 'initial-access',
      question: 'About the way in:',
      points: [
        ...pointIf(isUntold(initialAccess.narrative), '/rootCause/initialAccess/narrative', `How did the attacker get in?${hint}`),
        ...pointIf(
          initialAccess.technicalDetails.length === 0,
          '/rootCause/initialAccess/technicalDetails',
          'Which lines of a log, a configuration or code show the way in?',
        ),
      ],
    }),
    ...askAll({
      role: 'Forensic analysts',
      part: 'discovery',
      question: 'About what the attacker found:',
      points: [
        ...pointIf(
          isUntold(discovery.narrative),
          '/rootCause/discovery/narrative',
          'What did the attacker look for after getting in, and what was found?',
        ),
        ...pointIf(
          discovery.information.length === 0,
          '/rootCause/discovery/information',
          'Which information did the attacker gather, item by item?',
        ),
        ...pointIf(discovery.evidence.length === 0, '/rootCause/discovery/evidence', 'Which log entries or calls show what the attacker looked for?'),
      ],
    }),
  ]
}

function askMovement({ document: { rootCause }, instant }: Asker): Asked[] {
  const { narrative, path, access } = rootCause.movement
  return [
    ...askAll({
      role: 'Forensic analysts',
      part: 'movement',
      question: 'About the movement of the attacker:',
      points: [
        ...pointIf(isUntold(narrative), '/rootCause/movement/narrative', 'Did the attacker go beyond the first foothold, and how?'),
        ...pointIf(path.length === 0, '/rootCause/movement/path', 'From which identity or system to which did the attacker go, step by step?'),
        ...pointIf(access.length === 0, '/rootCause/movement/access', 'Which credentials or access did the attacker use to move?'),
      ],
    }),
    ...askAll({
      role: 'Forensic analysts',
      part: 'movement',
      question: 'What is missing in the path of the attacker?',
      points: path.flatMap((step) => {
        const at = step.at === undefined ? '' : ` at ${instant(step.at)}`
        return missingFields(`/rootCause/movement/path/${step.id}`, `From ${quoted(step.from)} to ${quoted(step.to)}${at}`, [
          [step.at === undefined, 'at', 'when'],
          [isBlank(step.method), 'method', 'by which method'],
          [isBlank(step.credential), 'credential', 'with which credential'],
        ])
      }),
      alone: ({ text }) => `What is missing in the path of the attacker? ${text}.`,
    }),
  ]
}

function askSystems(asker: Asker): Asked[] {
  const { systems, accounts, leftBehind, impact } = asker.document
  const told = new Set(impact.systems.filter((item) => !isBlank(item.impact)).map((item) => item.system))
  return [
    ...askIf(systems.length === 0, {
      role: 'System owners',
      part: 'appendix-systems',
      path: '/systems',
      question: 'Which systems were affected, and what is each for?',
    }),
    ...askAll({
      role: 'System owners',
      part: 'appendix-systems',
      question: 'What are these systems for, and what did the incident do to them?',
      points: systems.flatMap((item) =>
        missingFields(`/systems/${item.id}`, item.name || 'A system without a name', [
          [isBlank(item.role), 'role', 'role'],
          [isBlank(item.impact) && !told.has(item.name), 'impact', 'impact'],
        ]),
      ),
      alone: ({ text }) => `What is this system for, and what did the incident do to it? ${text}.`,
    }),
    ...askIf(accounts.length === 0, {
      role: 'System owners',
      part: 'appendix-systems',
      path: '/accounts',
      question: 'Which accounts were used in the attack?',
    }),
    ...askAll({
      role: 'System owners',
      part: 'appendix-systems',
      question: 'How were these accounts used, and which of their recorded acts were the owners’ own work?',
      points: accounts
        .filter((item) => isBlank(item.use))
        .map((item) => ({ path: `/accounts/${item.id}/use`, text: item.name || 'An account without a name' })),
      alone: ({ text }) => `How was the account ${text} used, and which of its recorded acts were the owner’s own work?`,
    }),
    ...askLeftBehind(asker, leftBehind.length),
  ]
}

function askLeftBehind({ document: { leftBehind }, instant }: Asker, count: number): Asked[] {
  const points = leftBehind.flatMap((item) => {
    const made = item.at === undefined ? '' : `, made at ${instant(item.at)}`
    const name = `${item.what || 'Something'} ${quoted(item.name)}${made}`
    const path = `/leftBehind/${item.id}`
    if (item.undone === 'unknown') return [{ path: `${path}/undone`, text: `${name}: removed or changed back, when and by whom?` }]
    if (item.undone === 'no') return []
    return missingFields(path, name, [
      [item.undoneAt === undefined, 'undoneAt', 'when it was undone'],
      [isBlank(item.undoneBy), 'undoneBy', 'by whom'],
    ])
  })
  return [
    ...askIf(count === 0, {
      role: 'Forensic analysts',
      part: 'appendix-systems',
      path: '/leftBehind',
      question: 'What did the attacker create or change that could still be there: accounts, keys, policies, jobs, files?',
    }),
    ...askAll({ role: 'System owners', part: 'appendix-systems', question: 'Is what the attacker created or changed undone?', points }),
  ]
}
