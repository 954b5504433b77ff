import { useRef, useState } from 'react'
import type { CustodySummary } from '../../api/custody.ts'
import { Button } from '../widgets/button.tsx'
import { requestAnchor, sendAnchorResponse } from './custody-client.ts'
import { useCustodyAct } from './use-custody-act.ts'

/** Time stamps of the chain: a request goes out as a file, the response comes back as one with the certificate that is trusted. */
export function AnchorForm({ id, custody: { anchors } }: { id: string; custody: CustodySummary }) {
  const act = useCustodyAct(id)
  const ask = async (): Promise<string> => {
    save(await requestAnchor(id), `${id}-custody.tsq`)
    return 'The request was downloaded. Hand it to a time-stamping authority, then give its response here.'
  }
  return (
    <section aria-labelledby="anchors" className="flex flex-col gap-2">
      <h3 id="anchors" className="font-semibold">
        Time stamps
      </h3>
      <p className="max-w-2xl text-sm text-soft">
        An authority (RFC 3161) vouches that the chain was there at a time. Nothing is sent from here: you hand over the request, and bring the
        response.
      </p>
      {anchors.length === 0 ? undefined : (
        <ul className="text-sm">
          {anchors.map(({ seq, at, genTime, tsa }) => (
            <li key={`${seq}-${at}-${genTime ?? ''}`} className="break-words">
              Up to entry {seq}:{' '}
              {genTime === undefined ? `asked for at ${timeWords(at)}, no response yet` : `there at ${timeWords(genTime)}, says ${tsa ?? ''}`}
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button size="small" isDisabled={act.isPending} onPress={() => act.mutate({ run: ask })}>
          Download a request
        </Button>
      </div>
      {anchors.some(({ genTime }) => genTime === undefined) ? <ResponseForm id={id} /> : undefined}
    </section>
  )
}

function ResponseForm({ id }: { id: string }) {
  const form = useRef<HTMLFormElement>(null)
  const [response, setResponse] = useState<File>()
  const [roots, setRoots] = useState<readonly File[]>([])
  const act = useCustodyAct(id)
  const run = async (by: string): Promise<string> => {
    if (response === undefined) throw new Error('Choose the response first')
    const texts = await Promise.all(roots.map((file) => file.text()))
    const { seq } = await sendAnchorResponse(id, { by, response: base64Of(await response.arrayBuffer()), roots: texts })
    return `The chain is time-stamped up to entry ${seq}.`
  }
  return (
    <form
      ref={form}
      aria-label="Response of the authority"
      className="grid max-w-2xl gap-3 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (!act.isPending) act.mutate({ run, onDone: () => form.current?.reset() })
      }}
    >
      <label className="flex min-w-0 flex-col gap-1 text-sm text-soft">
        Response (.tsr)
        <input className="control w-full" type="file" required onChange={(event) => setResponse(event.target.files?.[0])} />
      </label>
      <label className="flex min-w-0 flex-col gap-1 text-sm text-soft">
        Trusted certificates (.pem)
        <input className="control w-full" type="file" multiple required onChange={(event) => setRoots([...(event.target.files ?? [])])} />
      </label>
      <div>
        <Button size="small" type="submit" isDisabled={act.isPending || response === undefined || roots.length === 0}>
          Check and keep
        </Button>
      </div>
    </form>
  )
}

function timeWords(time: string): string {
  return `${time.slice(0, 19).replace('T', ' ')} UTC`
}

function base64Of(bytes: ArrayBuffer): string {
  return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''))
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
