import type { Duty } from '../../model/duty.ts'

export const euEidas19a: Duty = {
  id: 'eu-eidas-19a',
  name: 'eIDAS non-qualified trust service breach',
  jurisdiction: 'EU',
  appliesTo: 'non-qualified trust service providers',
  threshold: 'significant impact on trust service or personal data',
  citation: 'Regulation (EU) 910/2014 as amended Art. 19a(1)(b)',
  url: 'https://eur-lex.europa.eu/eli/reg/2014/910',
  confidence: 'V1',
  asOf: '2026-11-21',
  stages: [
    {
      id: 'initial',
      recipient: 'supervisory body, identifiable affected individuals, public if of public interest',
      asap: true,
      limbs: [{ trigger: 'awareness', amount: 24, unit: 'hours' }],
      content: [],
    },
  ],
}
