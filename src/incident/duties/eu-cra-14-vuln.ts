import type { Duty } from '../../model/duty.ts'

export const euCra14Vuln: Duty = {
  id: 'eu-cra-14-vuln',
  name: 'CRA actively exploited vulnerability',
  jurisdiction: 'EU',
  appliesTo:
    'manufacturers of products with digital elements (incl. products already on market); open-source stewards only from 2027-12-11 (Art. 24(3), V2)',
  threshold: 'reliable evidence a malicious actor exploited the vulnerability',
  citation: 'Regulation (EU) 2024/2847 Art. 14(1)-(2),(7)-(8), 71(2)',
  url: 'https://eur-lex.europa.eu/eli/reg/2024/2847/oj',
  confidence: 'V1',
  asOf: '2026-11-21',
  stages: [
    {
      id: 'early_warning',
      recipient: 'CSIRT coordinator + ENISA via single reporting platform',
      asap: true,
      limbs: [{ trigger: 'awareness', amount: 24, unit: 'hours' }],
      content: ['Member States where product made available'],
    },
    {
      id: 'notification',
      recipient: 'CSIRT coordinator + ENISA',
      asap: true,
      limbs: [{ trigger: 'awareness', amount: 72, unit: 'hours' }],
      content: [
        'product general information',
        'nature of exploit',
        'nature of vulnerability',
        'corrective or mitigating measures taken',
        'measures users can take',
        'sensitivity of information',
      ],
    },
    {
      id: 'final',
      recipient: 'CSIRT coordinator + ENISA',
      asap: false,
      limbs: [{ trigger: 'fix_available', amount: 14, unit: 'calendar days' }],
      content: ['vulnerability description severity impact', 'malicious actor info if available', 'security update or corrective measures'],
    },
    {
      id: 'users',
      recipient: 'impacted users (all users where appropriate)',
      asap: true,
      limbs: [],
      trigger: 'awareness',
      content: ['vulnerability', 'mitigation and corrective measures; machine-readable where appropriate'],
    },
  ],
}
