import type { Duty } from '../../model/duty.ts'

export const usNcua72h: Duty = {
  id: 'us-ncua-72h',
  name: 'NCUA reportable cyber incident',
  jurisdiction: 'US',
  appliesTo: 'federally insured credit unions',
  threshold: 'substantial loss of CIA / disruption / third-party compromise',
  citation: '12 CFR 748.1(c)',
  url: 'https://www.ecfr.gov/current/title-12/section-748.1',
  confidence: 'V2',
  asOf: '2026-11-21',
  stages: [
    {
      id: 'ncua',
      recipient: 'NCUA',
      asap: true,
      limbs: [{ trigger: 'reasonable_belief', amount: 72, unit: 'hours' }],
      content: [],
    },
  ],
}
