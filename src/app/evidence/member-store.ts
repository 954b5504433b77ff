import { createHash } from 'node:crypto'
import type { Vault } from '../../store/vault/vault.ts'
import type { StoredBytes } from '../reading/unpack-request.ts'
import type { IntoVault } from './into-vault.ts'

/** Longer members are put as they come. */
const smallBytes = 256 * 1024
/** What waits for the disk at most. */
const mostWaiting = 1_024
const mostWaitingBytes = 16_000_000

/** Puts the members of a container into the vault, small ones many at a time: a disk makes many files durable in little more time than one. */
export interface MemberStore {
  /** Small ones are in memory until they are in the vault: on the disk is only what `flush` has answered for. */
  put(bytes: AsyncIterable<Uint8Array>): Promise<StoredBytes>
  /** Puts what waits. Rejects where any of it could not be kept. */
  flush(): Promise<void>
}

export type MemberVault = Pick<IntoVault, 'put' | 'putAll'> & Pick<Vault, 'path'>

export function openMemberStore(vault: MemberVault): MemberStore {
  let waiting = new Map<string, Uint8Array>()
  let waitingBytes = 0
  const flush = async (): Promise<void> => {
    const all = [...waiting.values()]
    waiting = new Map()
    waitingBytes = 0
    if (all.length > 0) await vault.putAll(all)
  }
  return {
    flush,
    async put(bytes) {
      const { head, rest } = await headOf(bytes)
      if (rest !== undefined) {
        const stored = await vault.put(joined(head, rest))
        return { ...stored, file: vault.path(stored.sha256) }
      }
      const whole = Buffer.concat(head)
      const sha256 = createHash('sha256').update(whole).digest('hex')
      if (!waiting.has(sha256)) {
        waiting.set(sha256, whole)
        waitingBytes += whole.byteLength
      }
      if (waiting.size >= mostWaiting || waitingBytes >= mostWaitingBytes) await flush()
      return { sha256, size: whole.byteLength, file: vault.path(sha256), bytes: whole }
    },
  }
}

/** The first bytes, and what is behind them where there are more than a small member has. */
async function headOf(bytes: AsyncIterable<Uint8Array>): Promise<{ head: readonly Uint8Array[]; rest?: AsyncIterator<Uint8Array> }> {
  const rest = bytes[Symbol.asyncIterator]()
  const head: Uint8Array[] = []
  for (let size = 0; size <= smallBytes; ) {
    const { done, value } = await rest.next()
    if (done === true) return { head }
    // A reader may use its buffer again.
    head.push(Uint8Array.from(value))
    size += value.byteLength
  }
  return { head, rest }
}

async function* joined(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* head
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
