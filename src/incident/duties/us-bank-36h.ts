import type { Duty } from '../../model/duty.ts'

export const usBank36h: Duty = {
  id: 'us-bank-36h',
  name: 'Computer-Security Incident Notification Rule',
  jurisdiction: 'US',
  appliesTo: 'banking organisations (OCC/FRB/FDIC); bank service providers',
  threshold: 'notification incident = materially disrupted or reasonably likely',
  citation: '12 CFR 53.3 / 225.302 / 304.23; service providers 53.4 / 225.303 / 304.24',
  url: 'https://www.ecfr.gov/current/title-12/chapter-I/part-53',
  confidence: 'V2',
  asOf: '2026-11-21',
  stages: [
    {
      id: 'regulator',
      recipient: 'primary federal regulator',
      asap: true,
      limbs: [{ trigger: 'determination_incident', amount: 36, unit: 'hours' }],
      content: [],
    },
    {
      id: 'service_provider',
      recipient: 'bank-designated point of contact',
      asap: true,
      limbs: [],
      trigger: 'determination_incident',
      condition: 'covered services disrupted or likely >= 4 hours',
      content: [],
    },
  ],
}
