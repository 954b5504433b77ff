import type { Duty } from '../../model/duty.ts'

export const euCer15: Duty = {
  id: 'eu-cer-15',
  name: 'CER critical entity incident',
  jurisdiction: 'EU',
  appliesTo: 'critical entities designated under CER',
  threshold: 'significantly disrupts or may disrupt essential service',
  citation: 'Directive (EU) 2022/2557 Art. 15',
  url: 'https://eur-lex.europa.eu/eli/dir/2022/2557/oj',
  confidence: 'V1',
  asOf: '2026-11-21',
  stages: [
    {
      id: 'initial',
      recipient: 'competent authority',
      asap: false,
      limbs: [{ trigger: 'awareness', amount: 24, unit: 'hours' }],
      condition: 'unless operationally unable',
      content: ['nature', 'cause', 'possible consequences', 'cross-border impact'],
    },
    {
      id: 'final',
      recipient: 'competent authority',
      asap: false,
      limbs: [{ trigger: 'stage_submitted:initial', amount: 1, unit: 'months' }],
      condition: 'where relevant',
      content: ['detailed report'],
    },
  ],
}
