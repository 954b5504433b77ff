import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ApiFailure, uploadEvidence } from '../client.ts'
import type { Chosen } from './chosen-files.ts'

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

/** Sends files to the vault, a few at a time, each with its own progress and its own end. */
export function useUploads(id: string): Uploads {
  const client = useQueryClient()
  const [list, setList] = useState<readonly Upload[]>([])
  const queue = useRef<{ key: number; chosen: Chosen; stop: AbortController }[]>([])
  const running = useRef(new Map<number, AbortController>())
  const next = useRef(1)

  const change = useCallback(
    (key: number, update: Partial<Upload>) => setList((now) => now.map((one) => (one.key === key ? { ...one, ...update } : one))),
    [],
  )

  const pump = useCallback(() => {
    while (running.current.size < together) {
      const job = queue.current.shift()
      if (job === undefined) return
      running.current.set(job.key, job.stop)
      change(job.key, { state: 'sending' })
      const { file, path } = job.chosen
      uploadEvidence({ id, file, path, signal: job.stop.signal, onProgress: (sent) => change(job.key, { sent }) })
        .then(
          (uploaded) => change(job.key, { state: uploaded.duplicate ? 'duplicate' : 'done', sent: file.size }),
          (error: unknown) =>
            change(
              job.key,
              error instanceof ApiFailure && error.code === 'cancelled'
                ? { state: 'cancelled' }
                : { state: 'failed', message: error instanceof Error ? error.message : String(error) },
            ),
        )
        .finally(() => {
          running.current.delete(job.key)
          void client.invalidateQueries({ queryKey: ['evidence', id] })
          pump()
        })
    }
  }, [id, client, change])

  const add = useCallback(
    (files: readonly Chosen[]) => {
      const jobs = files.map((chosen) => {
        const key = next.current
        next.current += 1
        return { key, chosen, stop: new AbortController() }
      })
      queue.current.push(...jobs)
      setList((now) => [
        ...now,
        ...jobs.map(
          ({ key, chosen }): Upload => ({
            key,
            name: chosen.path === '' ? chosen.file.name : chosen.path,
            size: chosen.file.size,
            sent: 0,
            state: 'waiting',
          }),
        ),
      ])
      pump()
    },
    [pump],
  )
  const cancel = useCallback(
    (key: number) => {
      running.current.get(key)?.abort()
      if (!queue.current.some((job) => job.key === key)) return
      queue.current = queue.current.filter((job) => job.key !== key)
      change(key, { state: 'cancelled' })
    },
    [change],
  )
  const forget = useCallback(() => setList((now) => now.filter((one) => one.state === 'waiting' || one.state === 'sending')), [])
  const isBusy = list.some((one) => one.state === 'waiting' || one.state === 'sending')
  useEffect(() => {
    if (!isBusy) return
    const guard = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', guard)
    return () => window.removeEventListener('beforeunload', guard)
  }, [isBusy])
  return useMemo(() => ({ list, isBusy, add, cancel, forget }), [list, isBusy, add, cancel, forget])
}
