/** The bytes of a container, handed in: a container opens no files. */
export interface ContainerSource {
  /** Base name as given: a compressed file's member is called after it. */
  readonly name: string
  readonly size: number
  /** The bytes in order, from the start or of one span; may be called again and again. */
  stream(span?: ByteSpan): AsyncIterable<Uint8Array>
  /** The bytes of one span, fewer where the file ends before. */
  read(span: ByteSpan): Promise<Uint8Array>
}

/** A run of bytes. */
export interface ByteSpan {
  readonly offset: number
  readonly length: number
}

/** Why something could not be read to its end. */
export interface Damage {
  readonly code: 'truncated' | 'unreadable' | 'limit'
  readonly message: string
}

/** Hands out bytes. Damage does not throw: everything before it is given, then it is reported. */
export type ByteReader = (onDamage: (damage: Damage) => void) => AsyncIterable<Uint8Array>

/** A file inside a container. */
export interface MemberEntry {
  readonly kind: 'member'
  /** As the container has it: hostile until `memberPath()` has looked at it. */
  readonly path: string
  /** Bytes it takes up in the container, where the container says so. */
  readonly packedSize?: number
  /** Last change, ms since 1970, where the container says so. */
  readonly modifiedMs?: number
  /** Its decoded bytes; to be read, if at all, before the next entry is asked for. */
  readonly bytes: ByteReader
}

/** An entry that is not unpacked, and why: a link, a device, an encrypted file. */
export interface RefusedEntry {
  readonly kind: 'refused'
  readonly path: string
  readonly code: 'unreadable' | 'limit'
  readonly message: string
}

/** Something wrong with the container itself. What it held up to there was given before. */
export interface DamageEntry extends Damage {
  readonly kind: 'damage'
}

export type ContainerEntry = MemberEntry | RefusedEntry | DamageEntry

/** One kind of container: one file in this folder, one folder in `fixtures/containers/`, one line in `index.ts`. */
export interface Container {
  /** Also the file name and the fixture folder's name. */
  readonly name: string
  readonly title: string
  /** Where its maker describes it. */
  readonly spec: string
  /** An archive holds named entries; a compressed file holds one member, named after it. */
  readonly kind: 'archive' | 'compressed'
  /** True for the first bytes (up to `containerHeadBytes`) of such a file, whatever it is called. */
  recognise(head: Uint8Array): boolean
  /** Why this file stays one item although it is such a container (an office document is a zip); undefined for others. */
  keptWhole?(source: ContainerSource): Promise<string | undefined>
  /** Its entries in order; where it lists more than `most`, it may refuse them all at once. Never throws on content. */
  entries(source: ContainerSource, most: number): AsyncIterable<ContainerEntry>
}

/** How many bytes of a file are looked at to recognise a container: a tar header. */
export const containerHeadBytes = 512

/** "auth.log.gz" holds "auth.log", "case.tgz" holds "case.tar"; a name without such an ending is kept. */
export function memberNameOf(name: string): string {
  const tar = name.replace(/\.(?:tgz|taz|tbz2?|tb2|txz|tzst)$/i, '.tar')
  if (tar !== name) return tar
  const bare = name.replace(/\.(?:gz|z|bz2?|xz|zstd?)$/i, '')
  return bare === '' ? name : bare
}

/** One piece after another until the span is full; fewer where the bytes end before. */
export async function joinBytes(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of bytes) {
    parts.push(part)
    length += part.length
    if (length >= most) break
  }
  return Buffer.concat(parts).subarray(0, most)
}
