import { useLocation } from '@tanstack/react-router'
import { type RefObject, useEffect } from 'react'

/** The path of the record that the address asks for (`…/edit/impact#/impact/personalData`), or undefined. */
export function useFieldTarget(): string | undefined {
  const hash = decoded(useLocation({ select: (location) => location.hash }))
  return hash.startsWith('/') ? hash : undefined
}

/** The item of a list that the address asks for, or for something inside. */
export function itemTargeted(target: string | undefined, list: string): string | undefined {
  return target?.startsWith(`${list}/`) === true ? target.slice(list.length + 1).split('/')[0] : undefined
}

/** Brings the field that the address asks for into view and puts the cursor into it. What is missing is asked at the nearest field around it. */
export function useFocusTarget(form: RefObject<HTMLElement | null>, target: string | undefined): void {
  useEffect(() => {
    if (target === undefined) return
    const places = [...(form.current?.querySelectorAll<HTMLElement>('[data-path]') ?? [])]
    const around = places.filter(({ dataset }) => target === dataset['path'] || target.startsWith(`${dataset['path'] ?? ''}/`))
    const nearest = around.toSorted((a, b) => (b.dataset['path'] ?? '').length - (a.dataset['path'] ?? '').length)[0]
    if (nearest === undefined) return
    nearest.scrollIntoView({ block: 'center' })
    nearest.querySelector<HTMLElement>('input, textarea, select, [contenteditable="true"], button')?.focus({ preventScroll: true })
  }, [form, target])
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash)
  } catch {
    return hash
  }
}
