import type { Duty } from '../../model/duty.ts'

export const usDfars7012: Duty = {
  id: 'us-dfars-7012',
  name: 'DFARS cyber incident report',
  jurisdiction: 'US (contract clause)',
  appliesTo: 'DoD contractors with covered defense information or operationally critical support',
  threshold: 'compromise or actual/potential adverse effect',
  citation: 'DFARS 252.204-7012(c)-(e)',
  url: 'https://www.acquisition.gov/dfars/252.204-7012',
  confidence: 'V2',
  asOf: '2026-11-21',
  note: 'Unchanged by Feb 2026 FAR overhaul per 2026-06 source. One site claims an 8-hour limb effective 2026-03-01: uncorroborated, treat as false until seen in Federal Register.',
  stages: [
    {
      id: 'dibnet',
      recipient: 'DoD via DIBNet (medium assurance certificate)',
      asap: true,
      limbs: [{ trigger: 'discovery', amount: 72, unit: 'hours' }],
      content: ['Incident Collection Form fields incl contract', 'CAGE', 'CDI affected', 'techniques'],
    },
  ],
}
