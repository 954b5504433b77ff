import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Damage } from '../../evidence/containers/container.ts'
import type { DecodeLimits } from '../../evidence/containers/decode.ts'
import { gunzipBytes, gzipModified, isGzip } from '../../evidence/containers/gzip.ts'
import type { EvidenceFormat, FileContext, Head, Survey, Surveyed, YearSource } from '../../evidence/format.ts'
import { formatNamed } from '../../evidence/formats/index.ts'
import { decodeRecord, defaultFramingLimits, type Framer, type FramingLimits } from '../../evidence/framing/framer.ts'
import { openFramer } from '../../evidence/framing/open-framer.ts'
import { headBytes, headOf } from '../../evidence/head.ts'
import { recogniseFormat } from '../../evidence/recognise.ts'
import { defaultUnpackLimits, fileBytes, firstBytes, smallFile } from './bytes.ts'

export type ReadLimits = FramingLimits & DecodeLimits

export const defaultReadLimits: ReadLimits = { ...defaultFramingLimits, ...defaultUnpackLimits }

/** How to read one file. */
export interface ReadRequest {
  /** As it was given: it stands in every origin. */
  readonly path: string
  /** Where the bytes lie, where that is not `path` (an upload kept under its hash). */
  readonly file?: string
  /** SHA-256 of the container it was unpacked from. */
  readonly parent?: string
  /** The zone to read local times in. */
  readonly zone?: string
  /** The year of the first record. */
  readonly year?: number
  readonly yearFrom?: YearSource
  /** Name of the format to read it as; recognised where absent. */
  readonly format?: string
  /** When the file was last changed where its bytes came from, ms since 1970. */
  readonly modifiedMs?: number
  readonly limits?: ReadLimits
  readonly signal?: AbortSignal
}

/** What a first pass over a file found: its hash, what it is, and what reading it needs to know. */
export interface Inspection {
  /** The compressed file, where the item is its member. */
  readonly container?: { readonly sha256: string; readonly size: number }
  readonly sha256: string
  /** Bytes of the item (decoded). */
  readonly size: number
  /** The item's path: of a member, the container's with `!` and its name. */
  readonly path: string
  readonly context: FileContext
  readonly format?: EvidenceFormat
  /** Why the compressed file could not be decoded to its end. */
  readonly damage?: Damage
  /** All bytes of the item, where it is so small that it was read in one go. */
  readonly bytes?: Buffer
}

/** The bytes of the item that a file holds: its own, or its decoded member where it is compressed. */
export async function* itemBytes(
  request: ReadRequest,
  options: { compressed: boolean; end?: number; onDamage?: (damage: Damage) => void },
): AsyncGenerator<Buffer> {
  const signal = request.signal === undefined ? {} : { signal: request.signal }
  const end = options.end === undefined ? {} : { end: options.end }
  const raw = () => fileBytes(request.file ?? request.path, { ...signal, ...end })
  if (options.compressed) yield* gunzipBytes(raw, { limits: request.limits ?? defaultReadLimits, onDamage: options.onDamage ?? (() => undefined) })
  else yield* raw()
}

/** The name of a file, or of a member without the container it lies in. */
export function itemNameOf(path: string): string {
  return basename(path.slice(path.lastIndexOf('!') + 1))
}

/** First pass: hashes the item, recognises it by its head and lets the format survey all records where it must. */
export async function inspectFile(request: ReadRequest & { readonly modifiedMs: number | undefined }): Promise<Inspection> {
  const file = request.file ?? request.path
  const small = smallFile(file)
  const first = small ?? (await firstBytes(file, 10))
  const compressed = isGzip(first)
  const whole = compressed ? undefined : small
  const container = compressed ? await hashFile(request) : undefined
  const name = itemNameOf(request.path)
  const surveyor = new Surveyor({ ...request, name, modifiedMs: gzipModified(first) ?? request.modifiedMs })
  const hash = createHash('sha256')
  let size = 0
  let damage: Damage | undefined
  for await (const chunk of whole === undefined ? itemBytes(request, { compressed, onDamage: (found) => (damage = found) }) : [whole]) {
    request.signal?.throwIfAborted()
    hash.update(chunk)
    size += chunk.length
    surveyor.push(chunk)
  }
  const { context, format } = surveyor.end()
  return {
    ...(container === undefined ? {} : { container }),
    sha256: hash.digest('hex'),
    size,
    path: compressed ? `${request.path}!${name.replace(/\.gz$/i, '')}` : request.path,
    context,
    ...(format === undefined ? {} : { format }),
    ...(damage === undefined ? {} : { damage }),
    ...(whole === undefined ? {} : { bytes: whole }),
  }
}

async function hashFile(request: ReadRequest): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of fileBytes(request.file ?? request.path)) {
    request.signal?.throwIfAborted()
    hash.update(chunk)
    size += chunk.length
  }
  return { sha256: hash.digest('hex'), size }
}

/** Collects the head, recognises the format, then feeds the format's survey. */
class Surveyor {
  private readonly request: ReadRequest & { name: string; modifiedMs: number | undefined }
  private start: Buffer[] = []
  private held = 0
  private known: { context: FileContext; format: EvidenceFormat | undefined } | undefined
  private survey: Survey | undefined
  private framer: Framer | undefined
  private records = 0

  constructor(request: ReadRequest & { name: string; modifiedMs: number | undefined }) {
    this.request = request
  }

  push(chunk: Buffer): void {
    if (this.known !== undefined) {
      this.framer?.push(chunk)
      return
    }
    this.start.push(chunk)
    this.held += chunk.length
    if (this.held > headBytes) this.begin(false)
  }

  end(): { context: FileContext; format: EvidenceFormat | undefined } {
    const { context, format } = this.known ?? this.begin(true)
    this.framer?.end()
    const surveyed: Surveyed | undefined = this.survey?.result()
    return { context: surveyed === undefined ? context : { ...context, surveyed }, format }
  }

  private begin(whole: boolean): { context: FileContext; format: EvidenceFormat | undefined } {
    const [first = Buffer.alloc(0), ...more] = this.start
    const bytes = more.length === 0 ? first : Buffer.concat(this.start)
    this.start = []
    const head = headOf({ name: this.request.name, bytes, whole })
    const format = this.request.format === undefined ? recogniseFormat(head)?.format : formatNamed(this.request.format)
    const context = contextOf(this.request, head)
    this.known = { context, format }
    this.survey = format?.survey?.(context)
    if (format !== undefined && this.survey !== undefined) this.openSurvey(format, head, this.survey)
    this.framer?.push(bytes)
    return this.known
  }

  private openSurvey(format: EvidenceFormat, head: Head, survey: Survey): void {
    const limits = this.request.limits ?? defaultReadLimits
    this.framer = openFramer(
      format,
      { head, limits },
      {
        record: (bytes, offset) => {
          this.records += 1
          survey.see(decodeRecord(bytes, { number: this.records, offset }))
        },
        broken: () => undefined,
      },
    )
  }
}

/** What a format may know of the file. */
export function contextOf(request: ReadRequest & { readonly modifiedMs: number | undefined }, head: Head): FileContext {
  const { path, zone, year, yearFrom, modifiedMs } = request
  return {
    path,
    head,
    ...(zone === undefined ? {} : { zone }),
    ...(year === undefined ? {} : { year }),
    ...(yearFrom === undefined ? {} : { yearFrom }),
    ...(modifiedMs === undefined ? {} : { modified: BigInt(Math.floor(modifiedMs)) * 1_000_000n }),
  }
}
