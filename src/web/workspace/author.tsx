import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from 'react'
import { Form, Input, Label, TextField } from 'react-aria-components'
import { Button } from '../widgets/button.tsx'
import { Dialog } from '../widgets/dialog.tsx'

interface AuthorAccess {
  /** The name edits are signed with; asks once, the first time it is needed. */
  ask(): Promise<string>
}

const key = 'hindcast-author'
const AuthorContext = createContext<AuthorAccess | undefined>(undefined)

export function useAuthor(): AuthorAccess {
  const access = use(AuthorContext)
  if (access === undefined) throw new Error('useAuthor() outside of AuthorProvider')
  return access
}

export function readAuthor(): string {
  return localStorage.getItem(key) ?? ''
}

export function AuthorProvider({ children }: { children: ReactNode }) {
  const [isAsking, setAsking] = useState(false)
  const waiting = useRef<((name: string) => void)[]>([])
  const ask = useCallback((): Promise<string> => {
    const known = readAuthor()
    if (known !== '') return Promise.resolve(known)
    setAsking(true)
    return new Promise((resolve) => waiting.current.push(resolve))
  }, [])
  const answer = useCallback((name: string) => {
    localStorage.setItem(key, name)
    setAsking(false)
    for (const resolve of waiting.current.splice(0)) resolve(name)
  }, [])
  const access = useMemo(() => ({ ask }), [ask])
  return (
    <AuthorContext value={access}>
      {children}
      <Dialog title="Who is editing?" isOpen={isAsking} isDismissable={false} onClose={() => undefined}>
        <AuthorForm onName={answer} />
      </Dialog>
    </AuthorContext>
  )
}

export function AuthorForm({ onName }: { onName: (name: string) => void }) {
  const [name, setName] = useState(readAuthor)
  const trimmed = name.trim()
  return (
    <Form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (trimmed !== '') onName(trimmed)
      }}
    >
      <p className="text-soft">Every edit of a record is kept with its author and time. Your name is stored in this browser and asked only once.</p>
      <TextField autoFocus isRequired maxLength={200} value={name} onChange={setName} className="flex flex-col gap-1">
        <Label className="font-medium">Your name</Label>
        <Input className="control" autoComplete="name" />
      </TextField>
      <div className="flex justify-end">
        <Button type="submit" look="primary" isDisabled={trimmed === ''}>
          Continue
        </Button>
      </div>
    </Form>
  )
}
