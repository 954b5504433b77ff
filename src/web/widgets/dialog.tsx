import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './button.tsx'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  onClose(): void
  readonly children: ReactNode
  /** "side": a drawer at the right edge, over the page's full height. */
  readonly place?: 'middle' | 'side'
  readonly wide?: boolean
  /** False where leaving without a decision would lose something. */
  readonly isDismissable?: boolean
}

/** A modal dialog, in the middle or as a drawer; Escape closes it and the focus goes back where it was. */
export function Dialog({ title, isOpen, onClose, children, place = 'middle', wide = false, isDismissable = true }: DialogProps) {
  const side = place === 'side'
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      isDismissable={isDismissable}
      isKeyboardDismissDisabled={!isDismissable}
      className={`fixed inset-0 z-40 flex bg-veil ${side ? 'justify-end' : 'items-start justify-center px-4 pt-[10vh]'}`}
    >
      <Modal
        className={`flex flex-col bg-raised shadow-raised outline-none ${side ? 'h-full w-full max-w-2xl border-l border-line' : `max-h-[80vh] w-full rounded-xl border border-line ${wide ? 'max-w-3xl' : 'max-w-lg'}`}`}
      >
        <AriaDialog className="flex min-h-0 flex-1 flex-col outline-none">
          <header className="flex items-center justify-between gap-4 border-b border-line px-5 py-3">
            <Heading slot="title" className="min-w-0 truncate text-lg font-semibold">
              {title}
            </Heading>
            {isDismissable ? (
              <Button look="quiet" size="small" aria-label="Close" onPress={onClose}>
                ×
              </Button>
            ) : undefined}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
