import type { PutLimits, Stored, Vault } from '../../store/vault/vault.ts'
import type { RecordStore } from '../../store/records/record-store.ts'

/** Putting bytes into the vault before anything refers to them. */
export interface IntoVault {
  /** Says what was put by another way. */
  note(stored: readonly Stored[]): void
  put(bytes: AsyncIterable<Uint8Array>, limits?: PutLimits): Promise<Stored>
  /** Puts many side by side; rejects, once all were tried, where one of them failed. */
  putAll(all: readonly Uint8Array[]): Promise<void>
  /** Takes back out what was put and nothing refers to: call it when what refers to the rest was written, or never will be. */
  clear(): Promise<void>
}

export function openIntoVault({ vault, store }: { readonly vault: Vault; readonly store: Pick<RecordStore, 'isEvidenceUsed'> }): IntoVault {
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
    async putAll(all) {
      const failures: unknown[] = []
      for await (const answers of vault.putMany(all.map((bytes) => ({ key: undefined, bytes: () => onceOf(bytes) })))) {
        note(answers.flatMap((answer) => ('stored' in answer ? answer.stored : [])))
        failures.push(...answers.flatMap((answer) => ('error' in answer ? [answer.error] : [])))
      }
      if (failures.length > 0) throw failures[0]
    },
    async clear() {
      for (const sha256 of put) if (!(await store.isEvidenceUsed(sha256))) await vault.remove(sha256, () => store.isEvidenceUsed(sha256))
      put.clear()
    },
  }
}

async function* onceOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
