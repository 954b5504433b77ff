import type { Duty } from '../../model/duty.ts'

export const euDora19: Duty = {
  id: 'eu-dora-19',
  name: 'DORA major ICT-related incident',
  jurisdiction: 'EU',
  appliesTo: 'financial entities of DORA Art. 2(1)(a)-(t)',
  threshold:
    'RTS 2024/1772 Art. 8: critical services affected AND (successful malicious unauthorised access that may lead to data loss [9(5)(b)] OR >=2 thresholds of Art. 9(1)-(6))',
  citation:
    'Regulation (EU) 2022/2554 Art. 19; Delegated Regulation (EU) 2025/301 Art. 1-5; Implementing Regulation (EU) 2025/302; Delegated Regulation (EU) 2024/1772',
  url: 'https://eur-lex.europa.eu/eli/reg_del/2025/301/oj',
  confidence: 'V1',
  asOf: '2026-11-21',
  stages: [
    {
      id: 'initial',
      recipient: 'competent authority (DORA Art. 46)',
      asap: true,
      limbs: [
        { trigger: 'classification_major', amount: 4, unit: 'hours' },
        { trigger: 'awareness', amount: 24, unit: 'hours' },
      ],
      firstAloneWhereLate: true,
      content: [],
    },
    {
      id: 'intermediate',
      recipient: 'competent authority',
      asap: false,
      limbs: [{ trigger: 'stage_submitted:initial', amount: 72, unit: 'hours' }],
      condition: 'even if status unchanged; updated version when regular activities recovered',
      content: [],
    },
    {
      id: 'final',
      recipient: 'competent authority',
      asap: false,
      limbs: [{ trigger: 'stage_submitted:intermediate_latest', amount: 1, unit: 'months' }],
      content: [],
    },
    {
      id: 'clients',
      recipient: 'clients',
      asap: true,
      limbs: [],
      trigger: 'awareness',
      condition: 'impact on financial interests of clients (Art. 19(3))',
      content: ['incident', 'measures taken to mitigate'],
    },
    {
      id: 'late_notice',
      recipient: 'competent authority',
      asap: false,
      limbs: [],
      trigger: 'deadline_will_be_missed',
      condition: 'no later than the missed limit (Art. 5(3))',
      content: ['reasons for delay'],
    },
  ],
}
