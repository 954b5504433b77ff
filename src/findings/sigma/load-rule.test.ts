import { describe, expect, it } from 'vitest'
import { isRuleProblem, loadRule, loadRules } from './load-rule.ts'

const good = `title: Test
id: 11111111-1111-4111-8111-111111111111
level: high
tags: [attack.t1562.008, attack.defense-evasion, cve.2024-0001]
logsource:
  product: aws
detection:
  selection:
    a: x
  condition: selection
`
const story = `hindcast:
  role: attack
  one: 'The account {user.name} was used.'
  many: '{count} times'
  group: [user.name]
  weight: notable
`

function problemOf(text: string): { line: number; message: string } | undefined {
  const rule = loadRule(text, 'x.yml')
  return isRuleProblem(rule) ? { line: rule.line, message: rule.message } : undefined
}

describe('loadRule()', () => {
  it('resolves techniques and tactics of older versions', () => {
    expect(loadRule(good, 'x.yml')).toMatchObject({ level: 'high', techniques: ['T1685.002'], tactics: ['TA0005'], logsource: { product: 'aws' } })
  })

  it('reads the story of a rule', () => {
    expect(loadRule(good + story, 'x.yml')).toMatchObject({ story: { role: 'attack', group: ['user.name'], weight: 'notable' } })
  })

  it.each<[string, string, number, RegExp]>([
    ['no YAML', 'title: [', 1, /Flow sequence/],
    ['no map', '- a\n- b\n', 1, /map/],
    ['no title', good.replace('title: Test\n', ''), 1, /title/],
    ['an unknown level', good.replace('high', 'huge'), 3, /level/],
    ['an unknown modifier', good.replace('a: x', 'a|foo: x'), 9, /"foo" is no modifier/],
    ['an unknown selection', good.replace('condition: selection', 'condition: other'), 10, /"other"/],
    ['no condition', good.replace('  condition: selection\n', ''), 7, /condition/],
    ['a regular expression that cannot be used', good.replace('a: x', "a|re: '(?=x)'"), 9, /look-around/],
    ['a network that is none', good.replace('a: x', 'a|cidr: 300.0.0.0/8'), 9, /CIDR/],
    ['a placeholder nobody knows', good + story.replace('{user.name} was', '{user.nam} was'), 13, /user\.nam/],
    ['a group by no field', good + story.replace('[user.name]', '[nonsense]'), 15, /group/],
    ['an unknown key of the story', `${good}${story}  extra: 1\n`, 11, /extra/],
    ['the same key twice', good.replace('level: high', 'level: high\nlevel: low'), 4, /unique/],
  ])('tells the line of %s', (_name, text, line, message) => {
    const problem = problemOf(text)
    expect(problem?.message).toMatch(message)
    expect(problem?.line).toBe(line)
  })

  it('loads what it cannot match and says why', () => {
    expect(loadRule(good.replace('a: x', "a|expand: '%admins%'"), 'x.yml')).toMatchObject({ unsupported: expect.stringContaining('%admins%') })
    expect(loadRule(good.replace('condition: selection', 'condition: selection | count() > 5'), 'x.yml')).toMatchObject({
      unsupported: expect.stringContaining('aggregation'),
    })
    expect(loadRule('title: C\ncorrelation:\n  type: event_count\n', 'x.yml')).toMatchObject({ unsupported: expect.stringContaining('correlation') })
  })

  it('refuses aliases that multiply', () => {
    const bomb = `${['a: &a [x,x,x,x,x,x,x,x,x]', ...Array.from({ length: 8 }, (_, n) => `${'bcdefghi'[n]}: &${'bcdefghi'[n]} [${Array(9).fill(`*${'abcdefgh'[n]}`).join(',')}]`)].join('\n')}\n${good}`
    expect(problemOf(bomb)).toBeDefined()
  })
})

describe('loadRules()', () => {
  it('reads every document of a file', () => {
    expect(loadRules(`${good}---\n${good.replace('11111111-1111-4111-8111-111111111111', 'two')}`, 'x.yml')).toHaveLength(2)
  })
})
