import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../base/json.ts'
import type { EcsFields } from '../../model/event.ts'
import { isRuleProblem, loadRule } from './load-rule.ts'
import { compileRules } from './rule-set.ts'
import type { Rule } from './rule.ts'

const logsources = [{ product: 'test' }]

function ruleOf(detection: string): Rule {
  const text = `title: Test\nlogsource:\n  product: test\ndetection:\n${detection.replace(/^/gm, '  ')}\n`
  const rule = loadRule(text, 'test.yml')
  if (isRuleProblem(rule)) throw new Error(rule.message)
  return rule
}

/** Whether a selection (indented by nothing) matches a record. */
function matches(selection: string, fields: JsonObject, ecs: EcsFields = {}): boolean {
  const rule = ruleOf(`selection:\n${selection.replace(/^/gm, '  ')}\ncondition: selection`)
  return compileRules([rule]).match({ fields, ecs }, logsources).length === 1
}

describe('compileRules()', () => {
  it.each<[string, string, JsonObject, boolean]>([
    ['text without regard to case', 'a: Foo', { a: 'fOO' }, true],
    ['text as a whole', 'a: foo', { a: 'foobar' }, false],
    ['any value of a list', 'a:\n  - x\n  - y', { a: 'Y' }, true],
    ['every field of a map', 'a: x\nb: y', { a: 'x', b: 'z' }, false],
    ['any map of a list', '- a: x\n- b: y', { b: 'y' }, true],
    ['numbers written as text', 'a: 4624', { a: '4624' }, true],
    ['numbers', "a: '4624'", { a: 4624 }, true],
    ['long numbers by their digits', 'a: 12345678901234567890', { a: '12345678901234567890' }, true],
    ['long numbers that differ in the last digit', 'a: 12345678901234567890', { a: '12345678901234567891' }, false],
    ['long numbers that are greater', 'a|gt: 9007199254740993', { a: '12345678901234567890' }, true],
    ['long numbers that are not less', 'a|lt: 12345678901234567890', { a: '12345678901234567890' }, false],
    ['booleans', 'a: true', { a: true }, true],
    ['null where the field is absent', 'a: null', { b: 1 }, true],
    ['null where the field is null', 'a: null', { a: null }, true],
    ['no null where there is a value', 'a: null', { a: '' }, false],
    ['empty text', "a: ''", { a: '' }, true],
    ['no empty text where the field is absent', "a: ''", {}, false],
    ['wildcards at the end', 'a: foo*', { a: 'foobar' }, true],
    ['wildcards in the middle', 'a: f*b?r', { a: 'foo bar' }, true],
    ['? as exactly one character', 'a: fo?', { a: 'fo' }, false],
    ['escaped wildcards', "a: 'f\\*o'", { a: 'fxo' }, false],
    ['escaped wildcards as themselves', "a: 'f\\*o'", { a: 'f*o' }, true],
    ['a backslash before a wildcard', "a: 'C:\\\\*'", { a: 'C:\\dir' }, true],
    ['a plain backslash', "a: 'C:\\Windows'", { a: 'c:\\windows' }, true],
    ['contains', 'a|contains: oba', { a: 'fooBar' }, true],
    ['contains all', 'a|contains|all:\n  - foo\n  - bar', { a: 'barfoo' }, true],
    ['contains all, one missing', 'a|contains|all:\n  - foo\n  - baz', { a: 'barfoo' }, false],
    ['startswith', 'a|startswith: foo', { a: 'xfoo' }, false],
    ['endswith', 'a|endswith: BAR', { a: 'foobar' }, true],
    ['cased', 'a|cased: Foo', { a: 'foo' }, false],
    ['regular expressions with regard to case', 'a|re: ^Fo+$', { a: 'foo' }, false],
    ['regular expressions with a flag', 'a|re|i: ^Fo+$', { a: 'foo' }, true],
    ['regular expressions with an inline flag', "a|re: '(?i)^Fo+$'", { a: 'foo' }, true],
    ['networks', 'a|cidr: 192.0.2.0/24', { a: '192.0.2.77' }, true],
    ['other networks', 'a|cidr: 192.0.2.0/24', { a: '198.51.100.1' }, false],
    ['IPv6 networks', "a|cidr: '2001:db8::/32'", { a: '2001:DB8::1' }, true],
    ['text that is no address', 'a|cidr: 192.0.2.0/24', { a: 'web-1' }, false],
    ['base64', 'a|base64|contains: http://', { a: 'xaHR0cDovLw==' }, true],
    ['base64 at an offset', 'a|base64offset|contains: http://', { a: btoa('xx http://example.com') }, true],
    ['wide text', 'a|wide|base64offset|contains: ping', { a: btoa('p\0i\0n\0g\0 \0') }, true],
    ['exists', 'a|exists: true', { a: 0 }, true],
    ['does not exist', 'a|exists: false', { a: 0 }, false],
    ['greater than', 'a|gt: 5', { a: '6' }, true],
    ['less or equal', 'a|lte: 5', { a: 6 }, false],
    ['no number at all', 'a|lt: 5', { a: '' }, false],
    ['another field', 'a|fieldref: b', { a: 'X', b: 'x' }, true],
    ['another field that differs', 'a|fieldref: b', { a: 'X', b: 'y' }, false],
    ['dashes of every kind', "a|windash|contains: ' -f '", { a: 'cmd /f x' }, true],
    ['not equal', 'a|neq: x', { a: 'y' }, true],
    ['not equal, but it is', 'a|neq: x', { a: 'X' }, false],
    ['nested fields', 'a.b.c: x', { a: { b: { c: 'x' } } }, true],
    ['fields with dots in their names', 'a.b.c: x', { 'a.b.c': 'x', a: { b: { c: 'y' } } }, true],
    ['any element of a list on the way', 'a.b: x', { a: [{ b: 'y' }, { b: 'x' }] }, true],
    ['the text of a whole object', 'a|contains: \'"cidrIp":"0.0.0.0/0"\'', { a: { items: [{ cidrIp: '0.0.0.0/0' }] } }, true],
    ['keywords anywhere', '- needle\n- other', { deep: { a: ['hay NEEDLE hay'] } }, true],
    ['all keywords', "'|all':\n  - one\n  - two", { a: 'one', b: 'three' }, false],
    ['names that every object has', 'constructor: x', { a: 'x' }, false],
  ])('matches %s', (_name, selection, fields, expected) => {
    expect(matches(selection, fields)).toBe(expected)
  })

  it('asks for ECS fields where the record has no field of the name', () => {
    expect(matches('event.action: ssh_login', {}, { 'event.action': 'ssh_login' })).toBe(true)
    expect(matches('event.action: ssh_login', { 'event.action': 'other' }, { 'event.action': 'ssh_login' })).toBe(false)
  })

  it('runs only rules whose log source fits one of the events', () => {
    const rule = ruleOf('s:\n  a: x\ncondition: s')
    const set = compileRules([rule, { ...rule, id: 'other', logsource: { product: 'test', service: 'auth' } }, { ...rule, id: 'any', logsource: {} }])
    const ids = (sources: { product?: string; service?: string }[]) => set.match({ fields: { a: 'x' }, ecs: {} }, sources).map((one) => one.id)
    expect(ids([{ product: 'test' }])).toEqual([rule.id, 'any'])
    expect(ids([{ product: 'test', service: 'auth' }])).toEqual([rule.id, 'other', 'any'])
    expect(ids([{ product: 'else' }])).toEqual(['any'])
  })

  it('finds the same rules by index as by trying each', () => {
    const detections = [
      's:\n  a: x\n  b: y\ncondition: s',
      's:\n  a: [x, z]\nt:\n  b: w\ncondition: s or t',
      's:\n  a: x\ncondition: not s',
      's:\n  a|contains: x\ncondition: s',
    ]
    const rules = detections.map((detection, index) => ({ ...ruleOf(detection), id: `r${index}` }))
    const together = compileRules(rules)
    for (const a of ['x', 'z', 'q', undefined]) {
      for (const b of ['y', 'w', undefined]) {
        const event = { fields: { a, b }, ecs: {} }
        const alone = rules.filter((rule) => compileRules([rule]).match(event, logsources).length > 0).map((rule) => rule.id)
        expect(together.match(event, logsources).map((rule) => rule.id)).toEqual(alone)
      }
    }
  })
})
