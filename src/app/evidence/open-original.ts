import { createHash } from 'node:crypto'
import { AppError } from '../../base/error.ts'
import type { EvidencePlace } from './evidence-place.ts'
import { exportEntry } from './export-evidence.ts'
import type { ItemView } from './item-view.ts'
import type { Told } from './told.ts'
import { writeCustody } from './write-custody.ts'

/** An original on its way out. */
export interface Original {
  /** Its bytes; throws `check-failed` at their end where they are not those that came. */
  readonly bytes: AsyncIterable<Uint8Array>
  /** Tells of it in the custody; call it once all bytes were given. */
  tell(): Promise<void>
}

/** Opens the bytes of an item to be handed out. Throws `not-found` for one that was disposed of, or whose bytes are missing. */
export async function openOriginal(
  incident: string,
  { item, told, to }: { readonly item: ItemView; readonly told: Told; readonly to: string },
  { vault, store, now }: EvidencePlace,
): Promise<Original> {
  const { sha256, name, disposedAt } = item.row
  if (disposedAt !== undefined) throw new AppError('not-found', `"${name}" was disposed of at ${disposedAt}`)
  const source = await vault.open(sha256)
  return {
    bytes: checked(source, item),
    async tell() {
      await writeCustody(store, incident, [exportEntry({ told, now: now(), sha256, to })])
    },
  }
}

async function* checked(source: AsyncIterable<Uint8Array>, { row }: ItemView): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  for await (const part of source) {
    hash.update(part)
    yield part
  }
  const actual = hash.digest('hex')
  if (actual !== row.sha256)
    throw new AppError('check-failed', `"${row.name}" was changed in the vault: its SHA-256 is ${actual} now, not ${row.sha256}`)
}
