import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Incident } from '../../model/incident.ts'
import { defaultOutline } from '../../model/outline-name.ts'
import { defaultPdfStandard, type PdfStandard, pdfStandards } from '../../model/pdf-standard.ts'

/** `manifest.json`: the evidence a report rests on and the files that were written, each with its hash. */
export const manifestSchema = z.object({
  hindcast: z.object({ schema: z.literal(1), program: z.string() }),
  incident: z.string(),
  version: z.number().int(),
  head: z.string(),
  /** Which outline the report follows; absent where the default one. */
  outline: z.string().optional(),
  /** Which standard the PDF keeps; absent where the default one. */
  pdfStandard: z.enum(pdfStandards).optional(),
  evidence: z.array(z.object({ label: z.string(), name: z.string(), path: z.string().optional(), sha256: z.string(), size: z.number().int() })),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), size: z.number().int() })),
})
export type Manifest = z.infer<typeof manifestSchema>

/** A file of the folder that `draft` writes. */
export interface WrittenFile {
  /** Path below the folder, with `/`. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface ManifestParts {
  readonly document: Incident
  readonly version: number
  readonly head: string
  readonly program: string
  readonly outline?: string | undefined
  readonly pdfStandard?: PdfStandard | undefined
  readonly files: readonly WrittenFile[]
}

export function manifestOf(given: ManifestParts): Manifest {
  const files = given.files.map(({ name, bytes }) => ({ name, sha256: sha256Of(bytes), size: bytes.length }))
  return {
    hindcast: { schema: 1, program: given.program },
    incident: given.document.id,
    version: given.version,
    head: given.head,
    outline: given.outline ?? defaultOutline,
    ...(given.pdfStandard === undefined || given.pdfStandard === defaultPdfStandard ? {} : { pdfStandard: given.pdfStandard }),
    evidence: given.document.evidence.map(({ label, name, path, sha256, size }) => ({
      label,
      name,
      ...(path === undefined ? {} : { path }),
      sha256,
      size,
    })),
    files: files.sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 1)}\n`
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
