import { formatBytes } from '../../base/quantity.ts'
import { plural } from '../../base/text.ts'
import { Button } from '../widgets/button.tsx'
import { Meter } from '../widgets/meter.tsx'
import type { Upload, Uploads } from './use-uploads.ts'

const words: Record<Upload['state'], string> = {
  waiting: 'Waiting',
  sending: 'Copying',
  done: 'Copied',
  duplicate: 'Already here: the same bytes were added before',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

/** Files on their way into the vault. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const finished = uploads.list.filter((one) => one.state !== 'waiting' && one.state !== 'sending').length
  if (uploads.list.length === 0) return undefined
  return (
    <section aria-label="Uploads" className="rounded-lg border border-line bg-surface">
      <div className="flex items-center justify-between border-b border-line px-4 py-2">
        <h2 className="font-semibold">
          <span role="status">
            {uploads.isBusy
              ? `Copying: ${finished} of ${plural(uploads.list.length, 'file')}`
              : `${finished} of ${plural(uploads.list.length, 'file')} finished`}
          </span>
        </h2>
        <Button size="small" look="quiet" isDisabled={uploads.isBusy} onPress={uploads.forget}>
          Clear
        </Button>
      </div>
      <ul className="max-h-72 divide-y divide-line overflow-y-auto">
        {uploads.list.map((upload) => (
          <li key={upload.key} className="grid grid-cols-[1fr_8rem_auto] items-center gap-4 px-4 py-2 text-sm">
            <span className="min-w-0">
              <span className="block truncate">{upload.name}</span>
              <span className={upload.state === 'failed' ? 'text-bad' : 'text-faint'}>
                {upload.message ?? `${words[upload.state]} · ${formatBytes(upload.size)}`}
              </span>
            </span>
            <Meter label={`Copying ${upload.name}`} value={upload.sent} most={upload.size} />
            {upload.state === 'waiting' || upload.state === 'sending' ? (
              <Button size="small" look="quiet" aria-label={`Cancel ${upload.name}`} onPress={() => uploads.cancel(upload.key)}>
                Cancel
              </Button>
            ) : (
              <span className="w-14" />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
