import { describe, expect, it } from 'vitest'
import { createIndicatorSearch, findIndicators } from './find-indicators.ts'

/** Matches as "type value", an observable marked with a star. */
function found(text: string): string[] {
  return findIndicators(text).map(({ type, value, observable }) => `${type} ${value}${observable ? ' *' : ''}`)
}

describe('findIndicators', () => {
  it.each([
    ['from 203.0.113.7 port 22', ['ipv4 203.0.113.7 *']],
    ['8.8.8.8:53, (9.9.9.9); <1.0.0.1>', ['ipv4 8.8.8.8', 'ipv4 9.9.9.9', 'ipv4 1.0.0.1']],
    ['8[.]8[.]8[.]8 8.8.8[.]9 8(.)8{.}8[dot]10', ['ipv4 8.8.8.8', 'ipv4 8.8.8.9', 'ipv4 8.8.8.10']],
    [
      '10.1.2.3 172.16.0.1 172.32.0.1 169.254.169.254 127.0.0.1',
      ['ipv4 10.1.2.3 *', 'ipv4 172.16.0.1 *', 'ipv4 172.32.0.1', 'ipv4 169.254.169.254 *', 'ipv4 127.0.0.1 *'],
    ],
    ['1.2.3.4.5 256.1.1.1 01.2.3.4 1.2.3', []],
    ['Chrome/120.0.0.0 v1.2.3.4 version 1.2.3.4 foo-1.2.3.4.tar', []],
    ['connect host/8.8.4.4:22 and /8.8.4.4', ['ipv4 8.8.4.4', 'ipv4 8.8.4.4']],
    ['8.8.8.8-8.8.8.9', ['ipv4 8.8.8.8', 'ipv4 8.8.8.9']],
    ['8.8.8.0/24 8.8.8.8.', ['ipv4 8.8.8.0', 'ipv4 8.8.8.8']],
  ])('`findIndicators()` reads IPv4 addresses in %j', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  it.each([
    ['2001:DB8:0:0:0:0:0:1', ['ipv6 2001:db8::1 *']],
    ['[2a00:1450:4001:81b::200e]:443', ['ipv6 2a00:1450:4001:81b::200e']],
    ['fe80::1%eth0: down, ::1', ['ipv6 fe80::1 *', 'ipv6 ::1 *']],
    ['::ffff:8.8.8.8 ::ffff:0808:0404', ['ipv4 8.8.8.8', 'ipv4 8.8.4.4']],
    ['2a00[:]1450[:]4001[:]81b[:][:]200e', ['ipv6 2a00:1450:4001:81b::200e']],
    ['10:22:33 2024-01-01T10:22:33Z 00:11:22:33:44:55', []],
    ['std::string A::B Ace::Bad dead::beef ::', []],
    ['43:51:43:a1:b5:fc:8b:b7:0a:3a:a9:b1:0f:66:73:a8', []],
    ['2001:db8 1:2:3:4:5:6:7:8:9', []],
  ])('`findIndicators()` reads IPv6 addresses in %j', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  it.each([
    ['evil.com, EVIL.COM. cdn.evil.co.uk', ['domain evil.com', 'domain evil.com', 'domain cdn.evil.co.uk']],
    ['evil[.]com evil(dot)com evil [.] com', ['domain evil.com', 'domain evil.com', 'domain evil.com']],
    ['README.md main.rs foo.sh config.json a.py multi-user.target libc.so', []],
    ['System.Net System.IO java.io user.name logger.info com.amazonaws.services.s3 os.name(', []],
    ['/cgi-bin/form.pl trace_parser.cc request.session.user.id evil[.]dll', []],
    ['allegro.pl bad.cc', ['domain allegro.pl', 'domain bad.cc']],
    ['co.uk word.word 3.14 e.g. i.e. a..b done.It', []],
    ['curl -T x transfer.sh', ['domain transfer.sh']],
    ['foo[.]sh https://get.run.sh/x', ['domain foo.sh', 'url https://get.run.sh/x', 'domain get.run.sh']],
    ['访问evil.com查看', ['domain evil.com']],
    ['bücher.de', ['domain xn--bcher-kva.de']],
    ['www.example.com dc01.corp.local a.test', ['domain www.example.com *', 'domain dc01.corp.local *', 'domain a.test *']],
    ['ec2.amazonaws.com s3.us-east-1.amazonaws.com', ['domain ec2.amazonaws.com *', 'domain s3.us-east-1.amazonaws.com *']],
    ['loot.s3.amazonaws.com ec2-8-8-8-8.compute-1.amazonaws.com', ['domain loot.s3.amazonaws.com', 'domain ec2-8-8-8-8.compute-1.amazonaws.com']],
    ['2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion', ['domain 2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion']],
    ['url=http%3A%2F%2Fevil.com%2Fx', ['domain evil.com']],
  ])('`findIndicators()` reads domains in %j', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  it.each([
    ['see https://evil.com/a_(b)?x[]=1&y=2#z.', 'https://evil.com/a_(b)?x[]=1&y=2#z'],
    ['[text](http://evil.com/a)', 'http://evil.com/a'],
    ['(http://evil.com/a), next', 'http://evil.com/a'],
    ['<a href="http://evil.com/a">', 'http://evil.com/a'],
    ['hxxps[:]//evil[.]com[:]8443/a[.]php', 'https://evil.com:8443/a.php'],
    ['hXXp://EVIL[.]com/Path', 'http://evil.com/Path'],
    ['http[://]evil.com', 'http://evil.com'],
    ['fxp://evil.com/x', 'ftp://evil.com/x'],
    ['"http:\\/\\/evil.com\\/x"', 'http://evil.com/x'],
    ['${jndi:ldap://evil.com:1389/a}', 'ldap://evil.com:1389/a'],
    ['http://user:pw@evil.com/', 'http://user:pw@evil.com/'],
    ['https://evil.com/a[blog]', 'https://evil.com/a'],
    ['++https://evil.com/a++', 'https://evil.com/a'],
  ])('`findIndicators()` reads the URL and its host in %j', (text, url) => {
    expect(found(text)).toEqual([`url ${url}`, 'domain evil.com'])
  })

  it.each([
    ['http://[2001:db8::1]:8080/x', ['url http://[2001:db8::1]:8080/x *', 'ipv6 2001:db8::1 *']],
    ['http://8.8.8[.]8/x,http://8.8.8.9/y', ['url http://8.8.8.8/x', 'ipv4 8.8.8.8', 'url http://8.8.8.9/y', 'ipv4 8.8.8.9']],
    ['http:// https://server/x foo://evil', []],
    ['http://localhost:8080/x', ['url http://localhost:8080/x *', 'domain localhost *']],
  ])('`findIndicators()` reads URLs in %j', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  it.each([
    ['Mallory.X+spam@Evil.com.', ['email mallory.x+spam@evil.com']],
    ['a[at]evil[.]com b (at) evil (dot) com c[@]evil.com', ['email a@evil.com', 'email b@evil.com', 'email c@evil.com']],
    ['root@203.0.113.7 git@github.com:x/y a@b getty@tty1.service', ['ipv4 203.0.113.7 *', 'domain github.com']],
    ['user=a@evil.com;mailto:b@example.com', ['email a@evil.com', 'email b@example.com *']],
  ])('`findIndicators()` reads e-mail addresses in %j', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  const md5 = '0cc175b9c0f1b6a831c399e269772661'
  it.each([
    [`md5:${md5.toUpperCase()},`, [`md5 ${md5}`]],
    [`${md5}.exe /x/${md5}/y`, [`md5 ${md5}`, `md5 ${md5}`]],
    [`${md5}0 x${md5} ${'0'.repeat(32)} ${'1'.repeat(40)}`, []],
    ['550e8400-e29b-41d4-a716-446655440000', []],
    ['d41d8cd98f00b204e9800998ecf8427e', ['md5 d41d8cd98f00b204e9800998ecf8427e *']],
    [`${md5}${md5.slice(0, 8)} ${md5}${md5}`, [`sha1 ${md5}${md5.slice(0, 8)}`, `sha256 ${md5}${md5}`]],
    ['AKIAQ3XZJ4TTPLM5RSTU AKIAIOSFODNN7EXAMPLE AKIAQ3XZJ4TTPLM5RSTU0', ['aws-key-id AKIAQ3XZJ4TTPLM5RSTU', 'aws-key-id AKIAIOSFODNN7EXAMPLE *']],
    ['arn:aws:iam::111122223333:user/eve.', ['aws-arn arn:aws:iam::111122223333:user/eve']],
    [
      '"arn:aws:sqs:*:*:My Queue" arn:aws:iam::aws:policy/ReadOnly',
      ['aws-arn arn:aws:sqs:*:*:My Queue', 'aws-arn arn:aws:iam::aws:policy/ReadOnly *'],
    ],
  ])('`findIndicators()` reads hashes, keys and ARNs in %j', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  it('`findIndicators()` gives offsets that cut out the raw text', () => {
    const text = '😀 hxxp://bad[.]evil[.]com/x, a [at] evil [dot] com; 8.8.8[.]8 and [2a00:1450::1] by arn:aws:s3:::loot'
    const matches = findIndicators(text)
    expect(matches.map(({ raw }) => raw)).toEqual([
      'hxxp://bad[.]evil[.]com/x',
      'bad[.]evil[.]com',
      'a [at] evil [dot] com',
      '8.8.8[.]8',
      '2a00:1450::1',
      'arn:aws:s3:::loot',
    ])
    for (const { raw, offset, length } of matches) expect(text.slice(offset, offset + length)).toBe(raw)
  })

  it('`createIndicatorSearch()` reads escapes in JSON source as what they stand for', () => {
    const search = createIndicatorSearch()
    expect(search('{"a":"x\\nevil.com\\u0026y.evil.com","b":"\\\\\\\\filer.evil.com\\\\x"}', true).map(({ value }) => value)).toEqual([
      'evil.com',
      'y.evil.com',
      'filer.evil.com',
    ])
    expect(search('{"user.name":"x"}', true)).toEqual([])
  })

  it('`findIndicators()` goes over hostile text once', () => {
    const parts = [
      'a.',
      '1.1.1.',
      '1.',
      '@',
      'a@',
      'a.com@',
      'http://',
      'http://a@',
      'http://a.com/',
      'hxxp[:]//',
      ':',
      '1:',
      '2001:',
      '-',
      'a-',
      '%',
      'a[',
      '(.)',
      'a [.] ',
      'arn:aws:',
      '"arn:aws:s3:::a ',
      'a+',
      '\\u',
      '::ffff:',
      'http://a.com/)',
      '++http://a.com/',
    ]
    for (const part of parts) {
      // A search that goes over its text again and again needs minutes for one of these.
      const text = part.repeat(Math.ceil(1_000_000 / part.length))
      for (const { raw, offset, length } of findIndicators(text).slice(0, 100)) expect(text.slice(offset, offset + length)).toBe(raw)
      findIndicators(`http://a.com/${text}`)
    }
  }, 120_000)
})
