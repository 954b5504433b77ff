import { describe, expect, it } from 'vitest'
import { findJargon, namesOf } from './jargon.ts'
import { incidentSchema } from '../../model/incident.ts'

describe('findJargon()', () => {
  it.each([
    ['It used T1078.004 twice', 'technique', 'T1078.004'],
    ['Tactic TA0006', 'technique', 'TA0006'],
    ['from 192.0.2.10 on', 'address', '192.0.2.10'],
    ['from 185[.]220[.]101[.]45', 'address', '185[.]220[.]101[.]45'],
    ['from 2001:db8:0:1::7 on', 'address', '2001:db8:0:1::7'],
    ['at https://shop.example.com/x', 'address', 'https://shop.example.com/x'],
    ['at hxxp://files[.]example[.]net', 'address', 'hxxp://files[.]example[.]net'],
    ['to mail.example.org', 'address', 'mail.example.org'],
    ['by ann@example.org', 'address', 'ann@example.org'],
    ['the file /etc/shadow', 'path', '/etc/shadow'],
    ['in ~/.ssh/authorized_keys', 'path', '~/.ssh/authorized_keys'],
    ['in C:\\Users\\ann', 'path', 'C:\\Users\\ann'],
    ['the log auth.log', 'address', 'auth.log'],
    ['called GetSecretValue', 'call', 'GetSecretValue'],
    ['AssumeRole was refused', 'call', 'AssumeRole'],
    ['the trail CloudTrail', 'call', 'CloudTrail'],
    ['a user_added event', 'call', 'user_added'],
    ['arn:aws:iam::111122223333:user/ann', 'identifier', 'arn:aws:iam::111122223333:user/ann'],
    ['the key AKIAEXAMPLE1234', 'identifier', 'AKIAEXAMPLE1234'],
    ['the account 111122223333', 'identifier', '111122223333'],
    ['the snapshot snap-0f3e9a7712c4d5b68', 'identifier', 'snap-0f3e9a7712c4d5b68'],
    ['no MFA was asked', 'acronym', 'MFA'],
    ['IOCs were shared', 'acronym', 'IOC'],
    ['a bucket in S3', 'acronym', 'S3'],
    ['the API of the shop', 'acronym', 'API'],
    ['SSH sign-ins', 'acronym', 'SSH'],
    ['IAM users', 'acronym', 'IAM'],
  ] as const)('finds in "%s" the %s "%s"', (text, kind, found) => {
    expect(findJargon(text)).toContainEqual({ kind, found })
  })

  it.each([
    'On 5 March 2026 between 09:12 and 09:40 UTC, four accounts were used in a way that does not fit ordinary work.',
    'There was no multi-factor authentication (MFA); MFA is now asked of everybody.',
    'Two application programming interfaces (APIs) were open.',
    'Until 09:12:33 UTC on the day.',
    'It cost EUR 12,500; 18,400 customers in the EU were told.',
    'Access and/or change of data cannot be excluded, e.g. for the shop.',
    'About 1.4 GB of data, 3.5 hours, version 2.0 of the plan; 24/7 duty.'.replace('GB', 'gigabytes'),
    'Why it matters: a long-lived key works for whoever has it, from anywhere.',
  ])('finds nothing in "%s"', (text) => {
    expect(findJargon(text)).toEqual([])
  })

  it('wants the words at the first use, not at a later one', () => {
    expect(findJargon('MFA was off. Multi-factor authentication (MFA) is on now.')).toEqual([{ kind: 'acronym', found: 'MFA' }])
  })

  it('finds the names of the record as whole words, also those that look like none', () => {
    const document = incidentSchema.parse({
      id: 'INC-2026-0001',
      systems: [{ id: 's', name: 'bastion01' }],
      accounts: [
        { id: 'a', name: 'ci-deploy' },
        { id: 'b', name: 'backup' },
      ],
    })
    const names = namesOf(document)
    expect(findJargon('bastion01 was entered with ci-deploy', names).map(({ found }) => found)).toEqual(['bastion01', 'ci-deploy'])
    expect(findJargon('A backup of bastion011 was made', names)).toEqual([])
  })

  it('stays fast on hostile text', () => {
    for (const text of ['a.'.repeat(50_000), 'aA'.repeat(50_000), '1:'.repeat(50_000), '/a'.repeat(50_000), '@'.repeat(50_000)]) {
      expect(findJargon(text).length).toBeLessThan(text.length)
    }
  })
})
