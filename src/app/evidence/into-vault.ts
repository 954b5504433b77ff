import type { PutLimits, Stored } from '../../store/vault/vault.ts'
import type { EvidencePlace } from './evidence-place.ts'

/** Putting bytes into the vault before anything refers to them. */
export interface IntoVault {
  /** Says what was put by another way. */
  note(stored: readonly Stored[]): void
  put(bytes: AsyncIterable<Uint8Array>, limits?: PutLimits): Promise<Stored>
  /** Takes back out what was put and nothing refers to: call it when what refers to the rest was written, or never will be. */
  clear(): Promise<void>
}

export function openIntoVault({ vault, store }: Pick<EvidencePlace, 'vault' | 'store'>): IntoVault {
  const put = new Set<string>()
  const note = (stored: readonly Stored[]): void => {
    for (const { sha256, existed } of stored) if (!existed) put.add(sha256)
  }
  return {
    note,
    async put(bytes, limits) {
      const stored = await vault.put(bytes, limits)
      note([stored])
      return stored
    },
    async clear() {
      for (const sha256 of put) if (!(await store.isEvidenceUsed(sha256))) await vault.remove(sha256, () => store.isEvidenceUsed(sha256))
      put.clear()
    },
  }
}
