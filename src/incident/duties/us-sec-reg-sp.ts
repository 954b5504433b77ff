import type { Duty } from '../../model/duty.ts'

export const usSecRegSp: Duty = {
  id: 'us-sec-reg-sp',
  name: 'Regulation S-P customer notice',
  jurisdiction: 'US',
  appliesTo: 'broker-dealers, investment companies, registered advisers, funding portals, transfer agents',
  threshold:
    'sensitive customer information accessed/used or reasonably likely, unless reasonable investigation finds no reasonably likely substantial harm or inconvenience',
  citation: '17 CFR 248.30(a)(3)-(5)',
  url: 'https://www.ecfr.gov/current/title-17/section-248.30',
  confidence: 'V2',
  asOf: '2026-11-21',
  stages: [
    {
      id: 'individuals',
      recipient: 'affected individuals',
      asap: true,
      limbs: [{ trigger: 'awareness', amount: 30, unit: 'calendar days' }],
      content: [
        'incident in general terms and type of information',
        'date or date range',
        'contact details',
        'review account statements advice',
        'fraud alert explanation',
        'credit report advice',
        'FTC identity theft resources',
      ],
    },
    {
      id: 'service_provider',
      recipient: 'covered institution',
      asap: false,
      limbs: [{ trigger: 'awareness', amount: 72, unit: 'hours' }],
      content: [],
    },
  ],
}
