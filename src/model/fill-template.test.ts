import { describe, expect, it } from 'vitest'
import { fillTemplate } from './fill-template.ts'

const values: Record<string, string> = { 'user.name': 'alice', 'source.ip': '192.0.2.10', 'host.name': 'web-1', 'event.action': 'CreateUser' }
const fill = (template: string, count?: number) => fillTemplate(template, (name) => values[name], count)

describe('fillTemplate()', () => {
  it.each([
    ['The account {user.name} was used from {source.ip}.', 'The account alice was used from 192.0.2.10.'],
    ['The account {user.target.name} was created.', 'An unknown account was created.'],
    ['It was used to read the secret {fields.id}.', 'It was used to read an unknown secret.'],
    ['It opened the security group {fields.id} to all.', 'It opened an unknown security group to all.'],
    ['{count} calls from {destination.ip}', '3 calls from unknown'],
    ['It was refused ({error.code}).', 'It was refused.'],
    ['It was refused ({event.action}).', 'It was refused (CreateUser).'],
    ['Created for {user.target.name} ({fields.a} in {fields.b}).', 'Created for an unknown account (unknown in unknown).'],
    ['The server answered {destination.ip} with {http.response.body.bytes} bytes.', 'The server answered unknown with an unknown number of bytes.'],
    ['It was answered {http.response.status_code}.', 'It was answered in an unknown way.'],
    ['No placeholder', 'No placeholder'],
    ['', ''],
  ])('makes of "%s" the words "%s"', (template, told) => {
    expect(fill(template, 3)).toBe(told)
  })

  it.each([
    ['from {source.ip}', 'from an unknown address'],
    ['on {host.name}', 'on an unknown host'],
    ['as {user.name}', 'as an unknown account'],
  ])('says what is unknown in "%s"', (template, told) => {
    expect(fillTemplate(template, () => undefined)).toBe(told)
  })

  it.each([
    [1, 'It was done, once'],
    [2, 'It was done, twice'],
    [3, 'It was done, 3 times'],
    [1_200, 'It was done, 1,200 times'],
  ])('tells %d times', (count, told) => {
    expect(fill('It was done, {count} times', count)).toBe(told)
  })

  it('puts values in as they are, even where they look like placeholders', () => {
    expect(fillTemplate('by {user.name}', () => '{source.ip} $& $1')).toBe('by {source.ip} $& $1')
  })

  it('leaves {count} where there is none', () => {
    expect(fill('{count} times')).toBe('{count} times'.replace('{count}', 'unknown'))
  })
})
