import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { messageOf } from '../../base/error.ts'
import { ApiFailure, uploadEvidence } from '../client.ts'
import type { Chosen } from './chosen-files.ts'
import { refreshEvidence } from './refresh-evidence.ts'

export interface Upload {
  readonly key: number
  readonly name: string
  readonly size: number
  readonly sent: number
  readonly state: 'waiting' | 'sending' | 'done' | 'duplicate' | 'failed' | 'cancelled'
  readonly message?: string
}

export interface Uploads {
  readonly list: readonly Upload[]
  readonly isBusy: boolean
  add(files: readonly Chosen[]): void
  cancel(key: number): void
  forget(): void
}

const together = 3

interface Job {
  readonly key: number
  readonly chosen: Chosen
  readonly stop: AbortController
}

interface Sender {
  add(files: readonly Chosen[]): readonly Upload[]
  cancel(key: number): void
}

interface SenderInput {
  readonly id: string
  onChange(key: number, update: Partial<Upload>): void
  onEnd(): void
}

/** Sends files a few at a time; each ends on its own. */
function createSender({ id, onChange, onEnd }: SenderInput): Sender {
  const waiting: Job[] = []
  const running = new Map<number, AbortController>()
  let next = 1

  async function send({ key, chosen, stop }: Job): Promise<void> {
    const { file, path } = chosen
    running.set(key, stop)
    onChange(key, { state: 'sending' })
    try {
      const uploaded = await uploadEvidence({ id, file, path, signal: stop.signal, onProgress: (sent) => onChange(key, { sent }) })
      onChange(key, { state: uploaded.duplicate ? 'duplicate' : 'done', sent: file.size })
    } catch (error) {
      const isCancelled = error instanceof ApiFailure && error.code === 'cancelled'
      onChange(key, isCancelled ? { state: 'cancelled' } : { state: 'failed', message: messageOf(error) })
    }
    running.delete(key)
    onEnd()
    pump()
  }

  function pump(): void {
    for (const job of waiting.splice(0, Math.max(0, together - running.size))) void send(job)
  }

  return {
    add(files) {
      const jobs = files.map((chosen) => ({ key: next++, chosen, stop: new AbortController() }))
      waiting.push(...jobs)
      queueMicrotask(pump)
      return jobs.map(({ key, chosen: { file, path } }) => ({
        key,
        name: path === '' ? file.name : path,
        size: file.size,
        sent: 0,
        state: 'waiting',
      }))
    },
    cancel(key) {
      running.get(key)?.abort()
      const index = waiting.findIndex((job) => job.key === key)
      if (index === -1) return
      waiting.splice(index, 1)
      onChange(key, { state: 'cancelled' })
    },
  }
}

/** Sends files to the vault, each with its own progress and its own end. */
export function useUploads(id: string): Uploads {
  const client = useQueryClient()
  const [list, setList] = useState<readonly Upload[]>([])
  const sender = useMemo(
    () =>
      createSender({
        id,
        onChange: (key, update) => setList((now) => now.map((one) => (one.key === key ? { ...one, ...update } : one))),
        onEnd: () => void refreshEvidence(client, id),
      }),
    [id, client],
  )
  const add = useCallback(
    (files: readonly Chosen[]) => {
      const added = sender.add(files)
      setList((now) => [...now, ...added])
    },
    [sender],
  )
  const forget = useCallback(() => setList((now) => now.filter(isOnItsWay)), [])
  const isBusy = list.some(isOnItsWay)
  useEffect(() => {
    if (!isBusy) return
    const guard = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', guard)
    return () => window.removeEventListener('beforeunload', guard)
  }, [isBusy])
  return useMemo(() => ({ list, isBusy, add, cancel: sender.cancel, forget }), [list, isBusy, add, sender, forget])
}

function isOnItsWay({ state }: Upload): boolean {
  return state === 'waiting' || state === 'sending'
}
