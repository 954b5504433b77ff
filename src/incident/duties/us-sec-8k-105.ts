import type { Duty } from '../../model/duty.ts'

export const usSec8k105: Duty = {
  id: 'us-sec-8k-105',
  name: 'SEC Form 8-K Item 1.05',
  jurisdiction: 'US',
  appliesTo: 'domestic SEC registrants (foreign private issuers use Form 6-K, promptly)',
  threshold: 'incident determined by registrant to be material',
  citation: 'Form 8-K Item 1.05 and General Instruction B.1; 17 CFR 229.106; Release 33-11216',
  url: 'https://www.sec.gov/files/form8-k.pdf',
  confidence: 'V2',
  asOf: '2026-11-21',
  note: 'Petition File 4-856 (2025) to rescind; no SEC proposal found as of 2026-10-05. Materiality determination must be made without unreasonable delay after discovery.',
  stages: [
    {
      id: 'filing',
      recipient: 'SEC EDGAR (public; iXBRL)',
      asap: false,
      limbs: [{ trigger: 'materiality_determination', amount: 4, unit: 'business days', calendar: 'us-federal' }],
      content: [
        'material aspects of nature scope and timing',
        'material or reasonably likely material impact incl financial condition and results of operations',
        'statement that information is not yet determined if so',
      ],
    },
    {
      id: 'amendment',
      recipient: 'SEC EDGAR (8-K/A)',
      asap: false,
      limbs: [{ trigger: 'missing_information_determined', amount: 4, unit: 'business days', calendar: 'us-federal' }],
      content: ['information previously undetermined'],
    },
  ],
}
