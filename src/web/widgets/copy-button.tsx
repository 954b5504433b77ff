import { useState } from 'react'
import { Button } from './button.tsx'

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [said, setSaid] = useState('Copy')
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('Not allowed'),
    )
    setTimeout(() => setSaid('Copy'), 2_000)
  }
  return (
    <Button size="small" look="quiet" className="w-20" aria-label={`Copy ${label}`} onPress={copy}>
      <span aria-live="polite">{said}</span>
    </Button>
  )
}
