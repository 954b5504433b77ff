import type { Duty } from '../../model/duty.ts'

export const euCra14Incident: Duty = {
  id: 'eu-cra-14-incident',
  name: 'CRA severe incident affecting product security',
  jurisdiction: 'EU',
  appliesTo: 'manufacturers of products with digital elements',
  threshold:
    '14(5): affects ability to protect sensitive/important data or functions, or led/capable of leading to malicious code in product or user systems',
  citation: 'Regulation (EU) 2024/2847 Art. 14(3)-(5)',
  url: 'https://eur-lex.europa.eu/eli/reg/2024/2847/oj',
  confidence: 'V1',
  asOf: '2026-11-21',
  stages: [
    {
      id: 'early_warning',
      recipient: 'CSIRT coordinator + ENISA',
      asap: true,
      limbs: [{ trigger: 'awareness', amount: 24, unit: 'hours' }],
      content: ['suspected unlawful or malicious (yes/no)', 'Member States'],
    },
    {
      id: 'notification',
      recipient: 'CSIRT coordinator + ENISA',
      asap: true,
      limbs: [{ trigger: 'awareness', amount: 72, unit: 'hours' }],
      content: ['nature of incident', 'initial assessment', 'measures taken', 'measures users can take', 'sensitivity'],
    },
    {
      id: 'final',
      recipient: 'CSIRT coordinator + ENISA',
      asap: false,
      limbs: [{ trigger: 'stage_submitted:notification', amount: 1, unit: 'months' }],
      content: ['detailed description severity impact', 'threat type or root cause', 'applied and ongoing mitigation'],
    },
  ],
}
