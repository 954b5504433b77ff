import { describe, expect, it } from 'vitest'
import type { EcsFields, Event } from '../model/event.ts'
import { createSessionKeys, sessionKeyOf } from '../model/session-key.ts'
import { createKinds, steadyFields } from './kind.ts'

const ecs: EcsFields = {
  'user.name': 'alice',
  'source.ip': '192.0.2.7',
  'event.action': 'GetObject',
  'event.outcome': 'success',
  'user_agent.original': 'aws-cli/2.15.0',
  'http.response.status_code': 200,
}

function eventWith(changed: EcsFields = {}, offset = 0): Event {
  return {
    id: `aaaaaaaaaaaaaaaa:${offset}`,
    time: { at: '2026-03-14T09:00:00Z', precision: 'second', zone: 'Z' },
    dataset: 'aws-cloudtrail',
    message: 'read',
    ecs: { ...ecs, ...changed },
    fields: {},
    origin: { evidence: 'a'.repeat(64), path: 'x', record: 1, offset, length: 1, format: 'aws-cloudtrail', version: 1 },
  }
}

describe('createKinds', () => {
  it('`kindOf()` gives events that agree one kind, whatever they hold of their own', () => {
    const kindOf = createKinds(createSessionKeys())
    expect(kindOf(eventWith({ 'file.path': '/b' }, 2))).toBe(kindOf(eventWith({ 'file.path': '/a' }, 1)))
  })

  it.each(steadyFields)('`kindOf()` tells events apart by %s', (name) => {
    const kindOf = createKinds(createSessionKeys())
    const other = kindOf(eventWith({ [name]: name === 'http.response.status_code' ? 404 : 'other' }, 2))
    expect(other).not.toBe(kindOf(eventWith({}, 1)))
    expect(other.told[steadyFields.indexOf(name)]).toBe(name === 'http.response.status_code' ? '404' : 'other')
  })

  it('`kindOf()` tells events apart by their outcome', () => {
    const kindOf = createKinds(createSessionKeys())
    expect(kindOf(eventWith({ 'event.outcome': 'failure' }, 2))).not.toBe(kindOf(eventWith({}, 1)))
  })

  it('`kindOf()` keeps no kind with long texts', () => {
    const kindOf = createKinds(createSessionKeys())
    expect(kindOf(eventWith({ 'error.code': 'x'.repeat(501) })).isKept).toBe(false)
    expect(kindOf(eventWith({ 'error.code': 'x'.repeat(500) })).isKept).toBe(true)
  })

  it('`kindOf()` names the session of each event, also where ends of texts are alike', () => {
    const kindOf = createKinds(createSessionKeys())
    for (let index = 0; index < 300; index += 1) {
      const event = eventWith({ 'user_agent.original': `client-${index % 100}-of-the-same-end`, 'host.name': `h${index % 3}-end` }, index)
      expect(kindOf(event).session).toEqual(sessionKeyOf(event))
    }
  })
})
