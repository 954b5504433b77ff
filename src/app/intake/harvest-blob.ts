import { deserialize, serialize } from 'node:v8'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { z } from 'zod'
import type { FileHarvest } from '../drafting/harvest-file.ts'
import { type CompactHarvest, compactHarvest, expandHarvest } from './compact-harvest.ts'

/** First byte of a kept harvest: how the rest is written. */
const plain = 1
const zstd = 2

/** Below, compressing costs more time than it saves room. */
const leastCompressedBytes = 512
/** What is compressed is written in one piece where it fits into this. */
const mostChunkBytes = 1 << 20
/** A harvest is bounded by the limits of its collectors, far below this. */
const mostHarvestBytes = 2_000_000_000

/** The parts whose absence would only show far from here; what is inside is what the same version of the program wrote. */
const shapeSchema = z.object({
  rest: z.object({
    readings: z.array(z.object({ sha256: z.string() })),
    problems: z.array(z.unknown()),
    problemCount: z.number(),
    failures: z.number(),
    assumed: z.array(z.string()),
    findings: z.object({ signIns: z.array(z.unknown()) }),
    movement: z.object({ issues: z.array(z.unknown()) }),
    indicators: z.object({ notKept: z.number() }),
    coverage: z.array(z.unknown()),
  }),
  values: z.object({ texts: z.array(z.string()), numbers: z.instanceof(Uint8Array) }),
})

/** What one file gave, as bytes to keep. */
export function packHarvest(harvest: FileHarvest): Uint8Array<ArrayBuffer> {
  const bytes = serialize(compactHarvest(harvest))
  if (bytes.length < leastCompressedBytes) return marked(plain, bytes)
  const room = { pledgedSrcSize: bytes.length, chunkSize: Math.min(bytes.length + 512, mostChunkBytes) }
  return marked(zstd, zstdCompressSync(bytes, { ...room, params: { [constants.ZSTD_c_compressionLevel]: 1 } }))
}

/** What was kept, read back; undefined where it is damaged or of another shape: then the item is to be read again. */
export function unpackHarvest(kept: Uint8Array): FileHarvest | undefined {
  try {
    const bytes = kept.subarray(1)
    const value: unknown = deserialize(kept[0] === zstd ? zstdDecompressSync(bytes, { maxOutputLength: mostHarvestBytes }) : bytes)
    if (!shapeSchema.safeParse(value).success) return undefined
    return expandHarvest(value as CompactHarvest) // just checked
  } catch {
    return undefined // damaged: the caller reads the item again
  }
}

function marked(kind: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const kept = new Uint8Array(bytes.length + 1)
  kept[0] = kind
  kept.set(bytes, 1)
  return kept
}
