import { z } from 'zod'
import { compareInstantTexts } from '../../base/instant.ts'
import { intervalFromText } from '../../model/interval-from-text.ts'
import { plainKey } from './names.ts'
import { complain, type Reading, type Spot, type Wanted } from './wanted.ts'

/** Whether a schema is that of an interval, under whatever title. */
export function isIntervalSchema(schema: z.core.$ZodType): boolean {
  return schema instanceof z.ZodObject && ['earliest', 'latest', 'precision', 'zone'].every((key) => Object.hasOwn(schema.shape, key))
}

/** A time as one text, or as `{from, to}` / `{earliest, latest}`. */
export function readInterval(reading: Reading, { node, path }: Spot): Wanted | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (node.kind === 'list' || node.kind === 'empty') return complain(reading, node.place, path, `"${name}" is a time, not a list`)
  if (node.kind === 'scalar') {
    const read = intervalFromText(node.text, reading.zone)
    return read.ok
      ? { kind: 'value', value: read.interval }
      : complain(reading, node.place, path, `Cannot read the time "${node.text}": ${read.message}`)
  }
  const ends = { from: '', to: '' }
  for (const { key, keyPlace, value } of node.entries) {
    const end = /^(?:from|earliest)$/.test(plainKey(key)) ? 'from' : /^(?:to|latest|until)$/.test(plainKey(key)) ? 'to' : undefined
    if (end === undefined || value.kind !== 'scalar') return complain(reading, keyPlace, path, `"${name}" takes "from" and "to", each a time`)
    ends[end] = value.text
  }
  const from = intervalFromText(ends.from, reading.zone)
  const to = intervalFromText(ends.to, reading.zone)
  if (!from.ok) return complain(reading, node.place, path, `Cannot read the time "${ends.from}": ${from.message}`)
  if (!to.ok) return complain(reading, node.place, path, `Cannot read the time "${ends.to}": ${to.message}`)
  if (compareInstantTexts(from.interval.earliest, to.interval.latest) > 0)
    return complain(reading, node.place, path, `"${name}" ends before it begins`)
  return { kind: 'value', value: { ...from.interval, latest: to.interval.latest } }
}
