import { describe, expect, it } from 'vitest'
import { applyChanges } from '../../incident/apply-change.ts'
import { emptyIncident } from '../../model/incident.ts'
import { changesFromYaml, starterYaml } from '../../exchange/incident-yaml.ts'

const at = (time: string) => ({ earliest: time, latest: time, precision: 'second', zone: 'Z' })

function drafted() {
  const result = applyChanges(emptyIncident('INC-2026-0001'), [
    {
      op: 'set',
      path: '/moments/detected',
      value: { candidates: [{ id: 'c1', at: at('2026-03-01T10:12:03Z'), reason: 'first act that looks like a response' }] },
    },
    { op: 'set', path: '/moments/compromise', value: { at: at('2026-03-01T08:00:00Z'), review: 'proposed' } },
    { op: 'add', path: '/recommendations', value: { id: 'r1', title: 'Rotate: the "key"\n- now', review: 'proposed', priority: 'critical' } },
    { op: 'add', path: '/evidence', value: { id: 'e1', label: 'E1', name: 'auth "1".log\ntitle: injected', sha256: 'a'.repeat(64), size: 3 } },
    { op: 'add', path: '/questions', value: { id: 'q1', question: 'How did the key leak?', review: 'proposed', role: 'owner of the key' } },
    { op: 'add', path: '/response/actions', value: { id: 'a1', action: 'Key disabled\u2028title: injected\rtype: injected', review: 'proposed' } },
  ])
  if (!result.ok) throw new Error(result.errors[0]?.message)
  return result.value
}

/** The starter with every offered line taken: "#" without a space behind it. */
function uncommented(text: string): string {
  return text.replaceAll(/^( *)#(?! )/gm, '$1')
}

describe('starterYaml()', () => {
  it.each([
    ['an empty record', emptyIncident('INC-2026-0001')],
    ['a drafted one', drafted()],
  ])('says nothing as it is, for %s', (_, document) => {
    expect(changesFromYaml(starterYaml(document), 'incident.yaml', document)).toMatchObject({ changes: [], problems: [] })
  })

  it('offers only lines that can be read', () => {
    const { problems } = changesFromYaml(uncommented(starterYaml(drafted())).replace(/^( *)"auth .*$/m, '$1E1:'), 'incident.yaml', drafted())
    expect(problems).toEqual([])
  })

  it('offers candidates of the draft as values', () => {
    const text = starterYaml(drafted())
    expect(text).toContain('  # Candidate: 2026-03-01 10:12:03 UTC: first act that looks like a response')
    const { changes } = changesFromYaml(text.replace('#detected:', 'detected:'), 'incident.yaml', drafted())
    expect(changes).toEqual([
      { op: 'set', path: '/moments/detected/at', value: { ...at('2026-03-01T10:12:03Z'), zone: 'UTC' } },
      { op: 'set', path: '/moments/detected/basis', value: 'reported' },
    ])
  })

  it('asks what only people can say, and leaves nothing from a log outside of its line', () => {
    const text = starterYaml(drafted())
    expect(text).toContain('# When did the organisation become aware?')
    expect(text).toContain('#- question: "How did the key leak?"')
    expect(text.split(/[\n\r\u2028]/).filter((line) => /^\s*(?:title|type): injected/.test(line))).toEqual([])
  })
})
