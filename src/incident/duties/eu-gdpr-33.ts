import type { Duty } from '../../model/duty.ts'

export const euGdpr33: Duty = {
  id: 'eu-gdpr-33',
  name: 'GDPR breach notification to supervisory authority',
  jurisdiction: 'EU/EEA',
  appliesTo: 'controllers (33(1)); processors to controller (33(2))',
  threshold: 'always unless unlikely to result in a risk to rights and freedoms',
  citation: 'Regulation (EU) 2016/679 Art. 33, 4(12), 55',
  url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj',
  confidence: 'V1',
  asOf: '2026-11-21',
  note: 'Pending change: COM(2025) 837 (2025/0360(COD)) would make it 96 h and high-risk only via ENISA single entry point; not adopted as of Oct 2026 (V2).',
  stages: [
    {
      id: 'authority',
      recipient: 'competent supervisory authority',
      asap: true,
      limbs: [{ trigger: 'awareness', amount: 72, unit: 'hours' }],
      content: [
        'nature of breach',
        'categories and approx number of data subjects',
        'categories and approx number of records',
        'DPO or contact point name and contact',
        'likely consequences',
        'measures taken or proposed incl mitigation',
      ],
    },
    {
      id: 'processor',
      recipient: 'controller',
      asap: true,
      limbs: [],
      trigger: 'awareness',
      content: [],
    },
    {
      id: 'register',
      recipient: 'internal breach register',
      asap: false,
      limbs: [],
      trigger: 'awareness',
      content: ['facts', 'effects', 'remedial action'],
    },
  ],
}
