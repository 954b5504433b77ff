import { describe, expect, it } from 'vitest'
import { attackVersion, compareTactics, resolveTactic, resolveTechnique, tactics, techniqueOf } from './attack.ts'
import data from './attack.json' with { type: 'json' }

describe('ATT&CK', () => {
  it('has the fifteen tactics of version 19 in order', () => {
    expect(attackVersion).toBe('19')
    expect(tactics.map((tactic) => tactic.id)).toEqual([
      'TA0043',
      'TA0042',
      'TA0001',
      'TA0002',
      'TA0003',
      'TA0004',
      'TA0005',
      'TA0112',
      'TA0006',
      'TA0007',
      'TA0008',
      'TA0009',
      'TA0011',
      'TA0010',
      'TA0040',
    ])
  })

  it('gives every technique a name and a tactic, and every revoked id a current one', () => {
    for (const [id, technique] of Object.entries(data.techniques))
      expect([id, technique.name === '' || technique.tactics.length === 0]).toEqual([id, false])
    for (const id of Object.keys(data.revoked)) expect([id, resolveTechnique(id)?.id]).not.toEqual([id, undefined])
  })

  it('`techniqueOf()` knows current ids only', () => {
    expect(techniqueOf('T1078.004')).toEqual({ id: 'T1078.004', name: 'Cloud Accounts', tactics: ['TA0001', 'TA0003', 'TA0004', 'TA0005'] })
    expect(techniqueOf('T1562.008')).toBeUndefined()
    expect(techniqueOf('constructor')).toBeUndefined()
  })

  it('`resolveTechnique()` follows revoked ids', () => {
    expect(resolveTechnique('t1562.008')?.id).toBe('T1685.002')
    expect(resolveTechnique('T1070.001')?.id).toBe('T1685.005')
    expect(resolveTechnique('T9999')).toBeUndefined()
  })

  it('`resolveTactic()` reads ids, short names and former names', () => {
    expect(resolveTactic('TA0112')?.name).toBe('Defense Impairment')
    expect(resolveTactic('initial_access')?.id).toBe('TA0001')
    expect(resolveTactic('defense-evasion')?.name).toBe('Stealth')
    expect(resolveTactic('t1078')).toBeUndefined()
  })

  it('`compareTactics()` orders as the matrix does', () => {
    expect(['TA0040', 'TA0112', 'TA0005', 'TA0043'].sort(compareTactics)).toEqual(['TA0043', 'TA0005', 'TA0112', 'TA0040'])
  })
})
