import type { Duty } from '../../model/duty.ts'

export const euGdpr34: Duty = {
  id: 'eu-gdpr-34',
  name: 'GDPR communication to data subjects',
  jurisdiction: 'EU/EEA',
  appliesTo: 'controllers',
  threshold:
    'likely high risk; exempt if encrypted/unintelligible, subsequent measures remove high risk, or disproportionate effort (then public communication)',
  citation: 'Regulation (EU) 2016/679 Art. 34',
  url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj',
  confidence: 'V1',
  asOf: '2026-11-21',
  stages: [
    {
      id: 'individuals',
      recipient: 'data subjects',
      asap: true,
      limbs: [],
      trigger: 'awareness',
      content: ['plain-language nature of breach', 'DPO or contact point', 'likely consequences', 'measures taken or proposed'],
    },
  ],
}
