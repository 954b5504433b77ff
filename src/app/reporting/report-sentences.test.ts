import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isObject } from '../../base/json.ts'
import { computeFacts } from '../../incident/facts/compute-facts.ts'
import { type Incident, incidentSchema } from '../../model/incident.ts'
import type { Block } from '../../model/report.ts'
import { composeReport, outlines } from '../../report/compose.ts'
import { findSlips, isClosed } from '../../report/register/slips.ts'
import { readRules } from '../detecting/rules.ts'
import { blockTexts, draftedFrom, harvests } from '../drafting/made-up-drafts.ts'

const { rules } = await readRules()
const full: unknown = JSON.parse(readFileSync(new URL('../../../fixtures/incidents/full.json', import.meta.url), 'utf8'))

/** The record with so many items in every list: the first ones, or all of them again under other ids. */
function sized(value: unknown, size: number, isTop = true): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((item) => sized(item, size, false))
    if (!items.every((item) => isObject(item) && 'id' in item)) return items
    if (size <= items.length || items.length === 0) return items.slice(0, size)
    return Array.from({ length: size }, (_, index) => {
      const item = items[index % items.length]
      return isObject(item) && index >= items.length ? { ...item, id: `${String(item['id'])}-${index}` } : item
    })
  }
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, isTop && key === 'phases' ? item : sized(item, size, false)]))
}

function records(): (readonly [string, Incident])[] {
  const drafts = harvests(rules).map(([name, found]) => [`a draft of ${name}`, draftedFrom(found)] as const)
  const written = [0, 1, 2, 13].map((size) => [`${size} of everything`, incidentSchema.parse(sized(full, size))] as const)
  const zones = ['Asia/Kolkata', 'America/New_York'].map((zone) => {
    const document = incidentSchema.parse(full)
    return [`a record shown in ${zone}`, { ...document, people: { ...document.people, displayZone: zone } }] as const
  })
  return [...drafts, ...written, ...zones]
}

function blocksOf(document: Incident, outline: string): readonly Block[] {
  return composeReport(document, computeFacts(document), { version: '1', head: 'ab'.repeat(32), program: 'Hindcast', outline }).blocks
}

/** A text without the marks and citations behind it. */
function withoutMarks(text: string): string {
  return text.replace(/(?:\s*(?:\[[^\]]*\]|\([^()]*\)))+$/, '').trimEnd()
}

/** Paragraphs of prose; the line over an excerpt is a caption. */
function proseOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block, index) => {
    if (block.kind !== 'paragraph' || block.tone === 'label' || block.tone === 'lead' || blocks[index + 1]?.kind === 'code') return []
    return blockTexts(block)
  })
}

const everything = records()

describe.each(outlines.map(({ name }) => name))('the outline "%s"', (outline) => {
  const composed = everything.map(([name, document]) => [name, blocksOf(document, outline)] as const)

  it.each(composed)('is written without a slip for %s', (_, blocks) => {
    const lines = blocks.flatMap(blockTexts).flatMap((text) => text.split('\n'))
    expect(lines.flatMap((line) => findSlips(line.trim()).map((slip) => ({ ...slip, line })))).toEqual([])
  })

  it.each(composed)('begins and ends every sentence for %s', (_, blocks) => {
    const prose = proseOf(blocks)
    expect(prose.filter((text) => !isClosed(withoutMarks(text)) && !isClosed(text))).toEqual([])
    expect(prose.filter((text) => /^[a-z]/.test(text))).toEqual([])
  })
})
