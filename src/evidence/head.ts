import type { EvidenceFormat, Head } from './format.ts'
import { bomLength, defaultFramingLimits } from './framing/framer.ts'
import { openFramer } from './framing/open-framer.ts'

/** How many bytes of a file are looked at to recognise it. */
export const headBytes = 64 * 1024
const mostLines = 200
const mostSamples = 20

/** The head of a file from its first bytes. `whole` where these are all there are. */
export function headOf(file: { readonly name: string; readonly bytes: Buffer; readonly whole: boolean }): Head {
  const bytes = file.bytes.subarray(bomLength(file.bytes), headBytes)
  const text = bytes.toString('utf8')
  const lines = text.split(/\r?\n/, mostLines + 1)
  if (lines.length > mostLines || !(file.whole && file.bytes.length <= headBytes)) lines.pop()
  return { name: file.name.replace(/\.gz$/i, ''), text, lines: lines.slice(0, mostLines).filter((line) => line !== '') }
}

/** Several formats look at the same records. */
const cut = new WeakMap<Head, Map<string, readonly string[]>>()

/** The first records of a head, as this framing cuts them; damaged ones are left out. */
export function sampleRecords(head: Head, framing: EvidenceFormat['framing'], most = mostSamples): readonly string[] {
  const known = cut.get(head) ?? new Map<string, readonly string[]>()
  cut.set(head, known)
  const records = known.get(framing) ?? cutRecords(head, framing)
  known.set(framing, records)
  return records.slice(0, most)
}

function cutRecords(head: Head, framing: EvidenceFormat['framing']): readonly string[] {
  const records: string[] = []
  const framer = openFramer(
    { framing },
    { head, limits: defaultFramingLimits },
    {
      record: (bytes) => {
        if (records.length < mostSamples) records.push(bytes.toString('utf8'))
      },
      broken: () => undefined,
    },
  )
  framer.push(Buffer.from(head.text))
  if (records.length < mostSamples) framer.end()
  return records
}
