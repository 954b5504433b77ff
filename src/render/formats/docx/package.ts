import { type Zippable, zipSync } from 'fflate'
import { element, escapeXml, xmlPart } from './xml.ts'

/** A file inside the package. */
export interface Part {
  /** Path without a leading slash. */
  readonly path: string
  readonly content: string | Uint8Array
  /** For parts whose ending does not say what they are. */
  readonly type?: string
}

export interface Relationship {
  readonly id: string
  /** Last step of the type's address, or all of it. */
  readonly type: string
  readonly target: string
  readonly isExternal?: boolean
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'

/** The part that says what belongs to a part. */
export function relationshipsPart(relationships: readonly Relationship[]): string {
  const items = relationships.map(({ id, type, target, isExternal = false }) =>
    element('Relationship', {
      Id: id,
      Type: type.includes('/') ? type : office + type,
      Target: target,
      TargetMode: isExternal ? 'External' : undefined,
    }),
  )
  return xmlPart(element('Relationships', { xmlns: 'http://schemas.openxmlformats.org/package/2006/relationships' }, ...items))
}

const defaultTypes = {
  png: 'image/png',
  rels: 'application/vnd.openxmlformats-package.relationships+xml',
  svg: 'image/svg+xml',
  xml: 'application/xml',
} as const

// ZIP holds local times without a zone: written and read as local, this is the same everywhere.
const noTime = new Date(1980, 0, 1, 12)

/** An Open Packaging Conventions file (ECMA-376 part 2). Deterministic: no times, no host attributes, one compressor for every machine. */
export function packageBytes(parts: readonly Part[]): Uint8Array {
  const types = [
    ...Object.entries(defaultTypes).map(([ending, type]) => element('Default', { Extension: ending, ContentType: type })),
    ...parts.flatMap(({ path, type }) => (type === undefined ? [] : [`<Override PartName="/${escapeXml(path)}" ContentType="${type}"/>`])),
  ]
  const contentTypes = xmlPart(element('Types', { xmlns: 'http://schemas.openxmlformats.org/package/2006/content-types' }, ...types))
  const encoder = new TextEncoder()
  const files: Zippable = { '[Content_Types].xml': encoder.encode(contentTypes) }
  // Pixels are packed already.
  for (const { path, content } of parts) files[path] = typeof content === 'string' ? encoder.encode(content) : [content, { level: 0 }]
  return zipSync(files, { mtime: noTime, level: 6, os: 0 })
}
