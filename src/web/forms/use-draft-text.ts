import { useCallback, useEffect, useRef, useState } from 'react'
import { useForm } from './form-access.tsx'

export interface DraftText {
  readonly text: string
  readonly problem: string | undefined
  change(text: string): void
  /** Saves now what was typed: on leaving the field. */
  leave(): void
}

const pauseMilliseconds = 700

/**
 * The text of a field while somebody types: saved after a pause, on leaving the field and when the field goes away, and taken over from
 * the record when it changed elsewhere and nobody is typing. `save` returns what is wrong with the text, or undefined.
 */
export function useDraftText(path: string, shown: string, save: (text: string) => string | undefined): DraftText {
  const { markDirty } = useForm()
  const [text, setText] = useState(shown)
  const [problem, setProblem] = useState<string | undefined>()
  const state = useRef({ text: shown, shown, dirty: false, timer: 0, save, path, markDirty })
  state.current.save = save
  state.current.path = path
  state.current.markDirty = markDirty

  useEffect(() => {
    const now = state.current
    if (now.shown === shown) return
    now.shown = shown
    if (now.dirty) return
    now.text = shown
    setText(shown)
    setProblem(undefined)
  }, [shown])

  const flush = useCallback((isLeaving: boolean) => {
    const now = state.current
    clearTimeout(now.timer)
    if (!now.dirty) return
    const wrong = now.save(now.text)
    if (wrong !== undefined && !isLeaving) return
    setProblem(wrong)
    if (wrong !== undefined) return
    now.dirty = false
    now.markDirty(now.path, false)
  }, [])

  const change = useCallback(
    (next: string) => {
      const now = state.current
      now.text = next
      now.dirty = true
      now.markDirty(now.path, true)
      setText(next)
      clearTimeout(now.timer)
      now.timer = window.setTimeout(() => flush(false), pauseMilliseconds)
    },
    [flush],
  )

  useEffect(() => {
    const now = state.current
    return () => {
      flush(true)
      now.markDirty(now.path, false)
    }
  }, [flush])

  const leave = useCallback(() => flush(true), [flush])
  return { text, problem, change, leave }
}
