import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react'
import { Dialog } from '../widgets/dialog.tsx'

/** Keys of a page: "j", or "g r" for two after one another. */
export type Shortcuts = Readonly<Record<string, () => void>>

interface Registry {
  add(shortcuts: Shortcuts): () => void
  openSheet(): void
}

const RegistryContext = createContext<Registry>({ add: () => () => undefined, openSheet: () => undefined })
const key = 'hindcast-shortcuts'
const sequenceMilliseconds = 1_200

/** What the sheet behind "?" lists. */
const sheet: readonly (readonly [title: string, keys: readonly (readonly [keys: string, does: string])[]])[] = [
  [
    'Everywhere',
    [
      ['?', 'This sheet'],
      ['u', 'Undo my last edit'],
      ['d', 'Download'],
      ['g o', 'Go to the list of incidents'],
    ],
  ],
  [
    'In an incident',
    [
      ['g r', 'Report'],
      ['g v', 'Review'],
      ['g c', 'To complete'],
      ['g e', 'Edit'],
      ['g t', 'Timeline'],
      ['g s', 'Search'],
      ['g f', 'Evidence files'],
      ['g h', 'History'],
      ['g 1 … g 9', 'Section of the report or form'],
    ],
  ],
  [
    'Review',
    [
      ['j / k', 'Next / previous proposal'],
      ['a', 'Accept'],
      ['r', 'Reject'],
      ['e', 'Edit'],
      ['s', 'Show the source'],
      ['x', 'Back to proposed'],
    ],
  ],
  [
    'Search',
    [
      ['/', 'Write a search'],
      ['j / k', 'Next / previous event'],
      ['s', 'Show the raw record'],
      ['t', 'Add the event to the timeline'],
      ['Escape', 'Close the event'],
    ],
  ],
]

export function useShortcuts(shortcuts: Shortcuts): void {
  const { add } = use(RegistryContext)
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const names = Object.keys(shortcuts).join('|')
  useEffect(() => add(Object.fromEntries(names.split('|').map((name) => [name, () => latest.current[name]?.()]))), [add, names])
}

export function useOpenSheet(): () => void {
  return use(RegistryContext).openSheet
}

export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  const [isOn, setOn] = useState(() => localStorage.getItem(key) !== 'off')
  const layers = useRef<Shortcuts[]>([])
  const registry = useMemo<Registry>(
    () => ({
      add(shortcuts) {
        layers.current = [...layers.current, shortcuts]
        return () => {
          layers.current = layers.current.filter((layer) => layer !== shortcuts)
        }
      },
      openSheet: () => setOpen(true),
    }),
    [],
  )
  useKeys(layers, isOn, () => setOpen(true))
  const toggle = (on: boolean) => {
    setOn(on)
    if (on) localStorage.removeItem(key)
    else localStorage.setItem(key, 'off')
  }
  return (
    <RegistryContext value={registry}>
      {children}
      <Dialog title="Keyboard" isOpen={isOpen} onClose={() => setOpen(false)}>
        <Sheet isOn={isOn} onToggle={toggle} />
      </Dialog>
    </RegistryContext>
  )
}

function useKeys(layers: { readonly current: readonly Shortcuts[] }, isOn: boolean, openSheet: () => void): void {
  const open = useRef(openSheet)
  open.current = openSheet
  useEffect(() => {
    let before = ''
    let at = 0
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === '?') return open.current()
      if (!isOn || document.querySelector('[role="dialog"], [role="menu"]') !== null) return
      const sequence = event.timeStamp - at < sequenceMilliseconds && before !== '' ? `${before} ${event.key}` : event.key
      const act = [...layers.current].toReversed().find((layer) => Object.hasOwn(layer, sequence))?.[sequence]
      before = act === undefined && event.key === 'g' ? 'g' : ''
      at = event.timeStamp
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [layers, isOn])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
    !(target instanceof HTMLInputElement && target.type === 'checkbox')
  )
}

function Sheet({ isOn, onToggle }: { isOn: boolean; onToggle: (on: boolean) => void }) {
  return (
    <div className="flex flex-col gap-5">
      {sheet.map(([title, keys]) => (
        <section key={title}>
          <h3 className="mb-1.5 font-semibold">{title}</h3>
          <dl className="grid grid-cols-[7rem_1fr] gap-y-1">
            {keys.map(([combination, does]) => (
              <div key={combination} className="contents">
                <dt>
                  <kbd className="rounded border border-line bg-sunken px-1.5 py-px font-mono text-xs">{combination}</kbd>
                </dt>
                <dd className="text-soft">{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <label className="flex items-center gap-2 border-t border-line pt-4">
        <input type="checkbox" className="size-4 accent-accent" checked={isOn} onChange={(event) => onToggle(event.target.checked)} />
        Single-key shortcuts are on (“?” always works)
      </label>
    </div>
  )
}
