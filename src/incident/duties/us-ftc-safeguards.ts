import type { Duty } from '../../model/duty.ts'

export const usFtcSafeguards: Duty = {
  id: 'us-ftc-safeguards',
  name: 'GLBA Safeguards notification event',
  jurisdiction: 'US',
  appliesTo: 'non-bank financial institutions under FTC',
  threshold: 'unauthorised acquisition of unencrypted customer information of >=500 consumers (access presumed acquisition)',
  citation: '16 CFR 314.4(j) and 314.2(m)',
  url: 'https://www.ecfr.gov/current/title-16/section-314.4',
  confidence: 'V2',
  asOf: '2026-11-21',
  stages: [
    {
      id: 'ftc',
      recipient: 'FTC web form',
      asap: true,
      limbs: [{ trigger: 'discovery_any_agent', amount: 30, unit: 'calendar days' }],
      content: [
        'institution name and contact',
        'types of information',
        'date or range',
        'number of consumers',
        'general description',
        'law-enforcement determination and contact',
      ],
    },
  ],
}
