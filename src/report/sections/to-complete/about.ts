import { askAll, askIf, type Asked, type Asker, isBlank, isUntold, missingFields, pointIf, quoted } from './ask.ts'

/** The document itself: what it is called, who stands behind it, who may read it. */
export function askAbout(asker: Asker): Asked[] {
  return [...askNames(asker), ...askPeople(asker), ...askSummary(asker), ...askEnd(asker)]
}

function askNames({ document: { title, type, severity } }: Asker): Asked[] {
  const scale = isBlank(severity.scale)
  return askAll({
    role: 'Incident lead',
    part: 'key-facts',
    question: 'About the incident itself:',
    points: [
      ...pointIf(isBlank(title), '/title', 'What is the incident called, in words a board understands?'),
      ...pointIf(isBlank(type), '/type', 'What kind of incident is it: leaked credentials, ransomware, fraud, or what else?'),
      ...pointIf(isBlank(severity.level), '/severity/level', 'How severe is it, and on which scale?'),
      ...pointIf(!isBlank(severity.level) && scale, '/severity/scale', `On which scale is the severity ${quoted(severity.level ?? '')} rated?`),
    ],
  })
}

function askPeople({ document: { people, classification, distribution } }: Asker): Asked[] {
  return [
    ...askAll({
      role: 'Incident lead',
      part: 'team-performance',
      question: 'About the people behind the response and the report:',
      points: [
        ...pointIf(isBlank(people.lead), '/people/lead', 'Who leads or led the response?'),
        ...pointIf(people.roles.length === 0, '/people/roles', 'Who had which role in the response?'),
        ...people.roles.flatMap((item) =>
          pointIf(
            isBlank(item.name) && isBlank(item.alias),
            `/people/roles/${item.id}/name`,
            `Who is or was ${quoted(item.role || 'the unnamed role')}?`,
          ),
        ),
        ...pointIf(people.authors.length === 0, '/people/authors', 'Who signs this report as its authors?'),
        ...pointIf(people.reportDate === undefined, '/people/reportDate', 'Which date does the report bear?'),
      ],
    }),
    ...askAll({
      role: 'Counsel and privacy officer',
      part: 'distribution',
      question: 'About the readers of this report:',
      points: [
        ...pointIf(
          isBlank(distribution.statement),
          '/distribution/statement',
          `Is the classification ${classification.level}, ${classification.tlp} right, and in which sentence is it told?`,
        ),
        ...pointIf(distribution.recipients.length === 0, '/distribution/recipients', 'Who is approved to receive the report?'),
      ],
    }),
  ]
}

function askSummary(asker: Asker): Asked[] {
  const { summary, systems, moments } = asker.document
  const first = moments.firstActivity?.at
  const known = first === undefined ? '' : ` The records begin to show it at ${asker.time(first)}.`
  const hit = systems.length === 0 ? '' : ` ${systems.length === 1 ? 'One system is' : `${systems.length} systems are`} recorded as affected.`
  return askAll({
    role: 'Incident lead',
    part: 'executive-summary',
    question: 'For the summary:',
    points: [
      ...pointIf(
        isUntold(summary.text) || summary.text?.proposed === true,
        '/summary/text',
        `What did the incident mean for the business, in one to three paragraphs?${known}${hit}`,
      ),
      ...pointIf(isBlank(summary.customerImpact), '/summary/customerImpact', 'What did customers notice, and from when to when?'),
      ...pointIf(isBlank(summary.howDetected), '/summary/howDetected', 'How did the incident come to light: which alert, report or chance?'),
    ],
  })
}

function askEnd({ document: { conclusion, history } }: Asker): Asked[] {
  return [
    ...askIf(isUntold(conclusion.reflection), {
      role: 'Incident lead',
      part: 'conclusion',
      path: '/conclusion/reflection',
      question: 'Looking back, what are the key points and lessons of this incident?',
    }),
    ...askIf(isBlank(conclusion.commitment), {
      role: 'Executive sponsor',
      part: 'conclusion',
      path: '/conclusion/commitment',
      question: 'What does the organisation commit itself to, and who answers for it?',
    }),
    ...askAll({
      role: 'Incident lead',
      part: 'history',
      question: 'What is missing in the history of this document?',
      points: history.flatMap((item) =>
        missingFields(`/history/${item.id}`, `Version ${quoted(item.version || 'without a number')}`, [
          [item.at === undefined, 'at', 'date'],
          [isBlank(item.author), 'author', 'author'],
          [isBlank(item.changes), 'changes', 'what changed'],
        ]),
      ),
    }),
  ]
}
