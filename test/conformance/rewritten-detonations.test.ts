import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chanceFrom } from '../../examples/generator/random.ts'
import { readDetonations } from '../../bench/draft/mix.ts'
import { costumeOf, disguises, rewriteRecords } from '../../bench/draft/rewrite.ts'
import { type JsonObject, objectAt, textAt } from '../../src/base/json.ts'

// Names, addresses and agents of the recordings would give an attack away by themselves; where the folder is absent the check is skipped.
const folder = join(import.meta.dirname, '../../../shared/data/cloudtrail/detonations')
const present = existsSync(folder)

/** Whatever in these records names the account, the place and the tool they were made with. */
function tellTales(records: readonly JsonObject[]): string[] {
  const texts = records.flatMap((record) => {
    const identity = objectAt(record, 'userIdentity')
    const issuer = objectAt(objectAt(identity, 'sessionContext'), 'sessionIssuer')
    return [
      textAt(record, 'recipientAccountId'),
      textAt(record, 'awsRegion'),
      textAt(record, 'eventID'),
      textAt(record, 'sourceIPAddress')?.endsWith('amazonaws.com') === true ? undefined : textAt(record, 'sourceIPAddress'),
      /amazonaws\.com$|^AWS Internal$/.test(textAt(record, 'userAgent') ?? '') ? undefined : textAt(record, 'userAgent'),
      textAt(identity, 'accessKeyId'),
      textAt(identity, 'arn'),
      textAt(identity, 'principalId'),
      textAt(identity, 'userName'),
      textAt(issuer, 'userName'),
      textAt(issuer, 'arn'),
      ...(JSON.stringify(record).match(/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,28}\b/g) ?? []),
    ]
  })
  return [...new Set(texts.filter((text) => text !== undefined && text.length > 3))].filter((text) => text !== undefined)
}

describe.skipIf(!present)('rewriteRecords()', () => {
  it.each(disguises)('leaves nothing of the recordings behind %s', async (disguise) => {
    const { detonations } = await readDetonations(readdirSync(folder).map((name) => join(folder, name)))
    expect(detonations.length).toBeGreaterThan(30)
    const chance = chanceFrom(1)
    const costume = costumeOf(disguise, chance)
    for (const { name, records } of detonations) {
      const rewritten = rewriteRecords(records, { at: Date.parse('2026-03-06T02:00:00Z'), costume, chance })
      const text = JSON.stringify(rewritten)
      expect(text, name).not.toMatch(/stratus/i)
      expect(rewritten.length, name).toBe(records.length)
      expect(
        tellTales(records).filter((tale) => text.includes(tale)),
        name,
      ).toEqual([])
    }
  })
})
