import { describe, expect, it } from 'vitest'
import { createDefanger, defang, defangText } from './defang.ts'

describe('defang', () => {
  it.each([
    ['ipv4', '203.0.113.7', '203[.]0[.]113[.]7'],
    ['ipv6', '2001:db8::1', '2001[:]db8[:][:]1'],
    ['domain', 'cdn.bad.example', 'cdn[.]bad[.]example'],
    ['url', 'https://bad.example/a.php?q=1.2#x', 'hxxps://bad[.]example/a.php?q=1.2#x'],
    ['url', 'HTTP://bad.example', 'HxxP://bad[.]example'],
    ['url', 'ftp://203.0.113.7:21/x', 'fxp://203[.]0[.]113[.]7:21/x'],
    ['url', 'ldap://bad.example:1389/a', 'ldap://bad[.]example:1389/a'],
    ['email', 'a.b@bad.example', 'a.b[@]bad[.]example'],
    ['user-agent', 'Bot/1.0 (+http://bad.example/bot.html)', 'Bot/1.0 (+hxxp://bad[.]example/bot.html)'],
    ['sha1', 'da39a3ee5e6b4b0d3255bfef95601890afd80709', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['aws-arn', 'arn:aws:iam::111122223333:user/a.b', 'arn:aws:iam::111122223333:user/a.b'],
  ] as const)('`defang()` makes %s "%s" harmless', (type, value, expected) => {
    expect(defang(type, value)).toBe(expected)
  })
})

describe('defangText', () => {
  const known = [
    { type: 'ipv4', value: '203.0.113.7' },
    { type: 'domain', value: 'bad.example' },
    { type: 'url', value: 'https://code.example/evil/repo' },
    { type: 'email', value: 'mallory@mail.example' },
    { type: 'ipv6', value: '2001:db8::1' },
  ] as const

  it.each([
    ['a sentence', '3 sign-ins from 203.0.113.7.', '3 sign-ins from 203[.]0[.]113[.]7.'],
    ['whole values only', '1203.0.113.7, 203.0.113.70, 203.0.113.7.1', '1203.0.113.7, 203.0.113.70, 203.0.113.7.1'],
    ['names below a known domain', 'cdn.Bad.example but not verybad.example', 'cdn[.]Bad[.]example but not verybad.example'],
    ['URLs on a known host', 'GET http://bad.example:8080/x.sh', 'GET hxxp://bad[.]example:8080/x.sh'],
    ['the host of a known URL only in URLs', 'https://code.example/a on code.example', 'hxxps://code[.]example/a on code.example'],
    ['e-mail addresses', '<mallory@mail.example>, alice@mail.example', '<mallory[@]mail[.]example>, alice@mail.example'],
    ['IPv6 addresses', 'from 2001:db8::1 and http://[2001:db8::1]/', 'from 2001[:]db8[:][:]1 and hxxp://[2001[:]db8[:][:]1]/'],
    ['nothing twice', '203[.]0[.]113[.]7 hxxp://bad[.]example', '203[.]0[.]113[.]7 hxxp://bad[.]example'],
  ])('`defangText()` handles %s', (_, text, expected) => {
    expect(defangText(text, known)).toBe(expected)
    expect(defangText(expected, known)).toBe(expected)
  })

  it('`createDefanger()` ends on hostile text', () => {
    const clean = createDefanger(known)
    for (const part of ['a.', 'a@', 'http://', '1:', ':', '-', 'a+b.', '@']) {
      const text = part.repeat(200_000)
      expect(clean(text)).toBe(text)
    }
  }, 60_000)
})
