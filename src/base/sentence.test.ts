import { describe, expect, it } from 'vitest'
import { article, capitalised, closed, lowerFirst, opened, sentences, withArticle } from './sentence.ts'

describe('article()', () => {
  it.each([
    ['account', 'an'],
    ['address', 'an'],
    ['event', 'an'],
    ['entry', 'an'],
    ['identity', 'an'],
    ['image', 'an'],
    ['object', 'an'],
    ['ongoing act', 'an'],
    ['unknown account', 'an'],
    ['unusual client', 'an'],
    ['update', 'an'],
    ['upload', 'an'],
    ['unimportant act', 'an'],
    ['uninvited guest', 'an'],
    ['hour', 'an'],
    ['honest answer', 'an'],
    ['heir', 'an'],
    ['user', 'a'],
    ['used account', 'a'],
    ['usual client', 'a'],
    ['unique id', 'a'],
    ['unit', 'a'],
    ['university', 'a'],
    ['union', 'a'],
    ['utility', 'a'],
    ['URI', 'a'],
    ['European duty', 'a'],
    ['one-time code', 'a'],
    ['host', 'a'],
    ['history', 'a'],
    ['policy', 'a'],
    ['role', 'a'],
    ['year', 'a'],
    ['API', 'an'],
    ['ARN', 'an'],
    ['AWS account', 'an'],
    ['EC2 instance', 'an'],
    ['FTP server', 'an'],
    ['HTTP request', 'an'],
    ['IAM user', 'an'],
    ['IP address', 'an'],
    ['LDAP query', 'an'],
    ['MFA device', 'an'],
    ['NTLM hash', 'an'],
    ['RDP session', 'an'],
    ['S3 bucket', 'an'],
    ['SHA-256', 'a'],
    ['SSH key', 'an'],
    ['SQL query', 'an'],
    ['X.509 certificate', 'an'],
    ['XML file', 'an'],
    ['IOCs', 'an'],
    ['APIs', 'an'],
    ['CSV file', 'a'],
    ['DNS query', 'a'],
    ['GPO', 'a'],
    ['JSON file', 'a'],
    ['KMS key', 'a'],
    ['PDF', 'a'],
    ['TLP label', 'a'],
    ['UID', 'a'],
    ['URL', 'a'],
    ['USB stick', 'a'],
    ['UTC time', 'a'],
    ['VPN', 'a'],
    ['WAF', 'a'],
    ['SAML token', 'a'],
    ['SIEM', 'a'],
    ['SOC', 'a'],
    ['LAN', 'a'],
    ['NAS', 'a'],
    ['RAM image', 'a'],
    ['8', 'an'],
    ['8-hour delay', 'an'],
    ['80 records', 'an'],
    ['800', 'an'],
    ['11', 'an'],
    ['18', 'an'],
    ['11,000 records', 'an'],
    ['18000', 'an'],
    ['1', 'a'],
    ['7', 'a'],
    ['12', 'a'],
    ['100', 'a'],
    ['110', 'a'],
    ['111', 'a'],
    ['180', 'a'],
    ['1,800', 'a'],
    ['"admin" account', 'an'],
    ['“user” account', 'a'],
    ['A-record', 'an'],
    ['B-record', 'a'],
  ] as const)('before "%s" is "%s"', (word, told) => {
    expect(article(word)).toBe(told)
    expect(withArticle(word)).toBe(`${told} ${word}`)
  })
})

describe('closed()', () => {
  it.each([
    ['A line', 'A line.'],
    ['A line.', 'A line.'],
    ['A line..', 'A line.'],
    ['A line . ', 'A line.'],
    ['A line  ', 'A line.'],
    ['Who knows?', 'Who knows?'],
    ['Stop!', 'Stop!'],
    ['and so on…', 'and so on…'],
    ['He said "no."', 'He said "no."'],
    ['He said "no"', 'He said "no".'],
    ['Was it (really?)', 'Was it (really?)'],
    ['Refused (AccessDenied)', 'Refused (AccessDenied).'],
    ['As follows:', 'As follows:'],
    ['', ''],
    ['   ', ''],
  ])('"%s" ends as "%s"', (text, told) => {
    expect(closed(text)).toBe(told)
  })
})

describe('opened()', () => {
  it.each([
    ['A line.', 'A line'],
    ['A line', 'A line'],
    ['A line. ', 'A line'],
    ['v1.2.', 'v1.2'],
  ])('"%s" becomes "%s"', (text, told) => {
    expect(opened(text)).toBe(told)
  })
})

describe('capitalised(), lowerFirst()', () => {
  it.each([
    ['a line', 'A line'],
    ['A line', 'A line'],
    ['éclair', 'Éclair'],
    ['2 accounts', '2 accounts'],
    ['', ''],
  ])('"%s" begins as "%s"', (text, told) => {
    expect(capitalised(text)).toBe(told)
  })

  it.each([
    ['Sign-in after a burst', 'sign-in after a burst'],
    ['SSH sign-in', 'SSH sign-in'],
    ['CloudTrail stopped', 'CloudTrail stopped'],
    ['AssumeRole', 'AssumeRole'],
    ['A user was created', 'a user was created'],
    ['I know', 'I know'],
    ['S3 read', 'S3 read'],
    ['', ''],
  ])('"%s" goes on as "%s"', (text, told) => {
    expect(lowerFirst(text)).toBe(told)
  })
})

describe('sentences()', () => {
  it.each([
    [['one', 'two.'], 'One. Two.'],
    [['one', undefined, '', '  ', 'two'], 'One. Two.'],
    [[' one '], 'One.'],
    [[], ''],
    [['why?', 'because'], 'Why? Because.'],
  ])('%j is "%s"', (parts, told) => {
    expect(sentences(...parts)).toBe(told)
  })
})
