import type { Duty } from '../../model/duty.ts'

export const usFtcHbnr: Duty = {
  id: 'us-ftc-hbnr',
  name: 'FTC Health Breach Notification Rule',
  jurisdiction: 'US',
  appliesTo: 'vendors of personal health records and related entities not covered by HIPAA',
  threshold: 'breach of unsecured PHR identifiable health information; 500+ for contemporaneous FTC notice and media',
  citation: '16 CFR Part 318 (amended eff. 2024-07-29)',
  url: 'https://www.ecfr.gov/current/title-16/chapter-I/subchapter-C/part-318',
  confidence: 'V2',
  asOf: '2026-11-21',
  stages: [
    {
      id: 'individuals',
      recipient: 'individuals',
      asap: true,
      limbs: [{ trigger: 'discovery_constructive', amount: 60, unit: 'calendar days' }],
      content: [
        'what happened',
        'third parties that acquired data',
        'types of information',
        'protective steps',
        'what entity does',
        'contact (2 methods)',
      ],
    },
    {
      id: 'ftc_500plus',
      recipient: 'FTC',
      asap: false,
      limbs: [{ trigger: 'discovery_constructive', amount: 60, unit: 'calendar days' }],
      condition: '>=500; same time as individuals',
      content: ['FTC form'],
    },
    {
      id: 'ftc_under_500',
      recipient: 'FTC',
      asap: false,
      limbs: [{ trigger: 'calendar_year_end_of_discovery', amount: 60, unit: 'calendar days' }],
      condition: '<500',
      content: ['annual log'],
    },
    {
      id: 'media',
      recipient: 'media',
      asap: false,
      limbs: [{ trigger: 'discovery_constructive', amount: 60, unit: 'calendar days' }],
      condition: '>=500 residents of a State',
      content: [],
    },
  ],
}
