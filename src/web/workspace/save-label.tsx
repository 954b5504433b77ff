import { Button } from '../widgets/button.tsx'
import { useEditor } from './editor.tsx'

/** Whether everything is saved, in words. */
export function SaveLabel() {
  const { state, isDirty, retry } = useEditor()
  return (
    <span role="status" className="flex items-center gap-2 text-sm whitespace-nowrap number-column">
      {state.phase === 'saved' && !isDirty ? <span className="text-faint">Saved · version {state.version}</span> : undefined}
      {state.phase === 'saving' || (state.phase === 'saved' && isDirty) ? (
        <span className="text-soft">{isDirty ? 'Editing…' : 'Saving…'}</span>
      ) : undefined}
      {state.phase === 'conflict' ? <span className="font-medium text-warn">Two people changed this</span> : undefined}
      {state.phase === 'waiting' ? (
        <>
          <span className="font-medium text-bad" title={state.message}>
            Not saved: no connection
          </span>
          <Button size="small" onPress={retry}>
            Try now
          </Button>
        </>
      ) : undefined}
    </span>
  )
}
