import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from './button.tsx'

interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'bad'
  readonly action?: { readonly label: string; readonly act: () => void }
}

export type Tell = (toast: Omit<Toast, 'id' | 'tone'> & { readonly tone?: Toast['tone'] }) => void

const TellContext = createContext<Tell>(() => undefined)

/** Shows a short message at the foot of the page, with at most one thing to do about it. */
export function useTell(): Tell {
  return use(TellContext)
}

const shownMilliseconds = 8_000

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const next = useRef(1)
  const tell = useCallback<Tell>((toast) => {
    const id = next.current
    next.current += 1
    setToasts((shown) => [...shown.slice(-2), { tone: 'plain', ...toast, id }])
  }, [])
  const close = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), [])
  const list = useMemo(() => toasts.map((toast) => <ToastLine key={toast.id} toast={toast} onClose={close} />), [toasts, close])
  return (
    <TellContext value={tell}>
      {children}
      <div role="status" className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex flex-col items-center gap-2 px-4">
        {list}
      </div>
    </TellContext>
  )
}

function ToastLine({ toast, onClose }: { toast: Toast; onClose: (id: number) => void }) {
  const [held, setHeld] = useState(false)
  const { id, action } = toast
  useEffect(() => {
    if (held || toast.tone === 'bad') return
    const timer = setTimeout(() => onClose(id), shownMilliseconds)
    return () => clearTimeout(timer)
  }, [held, id, onClose, toast.tone])
  return (
    <div
      className={`pointer-events-auto flex max-w-xl items-center gap-3 rounded-lg border bg-raised py-1.5 pr-1.5 pl-3.5 shadow-raised ${toast.tone === 'bad' ? 'border-bad text-bad' : 'border-line text-ink'}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="py-1">{toast.text}</span>
      {action === undefined ? undefined : (
        <Button
          look="quiet"
          onPress={() => {
            action.act()
            onClose(id)
          }}
        >
          {action.label}
        </Button>
      )}
      <Button look="quiet" aria-label="Close message" onPress={() => onClose(id)}>
        ×
      </Button>
    </div>
  )
}
