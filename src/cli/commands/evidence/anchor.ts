import { readFile, writeFile } from 'node:fs/promises'
import type { EvidencePlace } from '../../../app/evidence/evidence-place.ts'
import { AppError, messageOf } from '../../../base/error.ts'
import { nearestWord } from '../../../base/nearest-word.ts'
import { usageError } from '../../arguments.ts'
import type { Command, ExitCode, Invocation } from '../../command.ts'
import { oneLine, placeOptions, toldOf, toldOptions, withIncident } from '../../evidence-options.ts'

const steps = ['request', 'import', 'list'] as const

/** `hindcast evidence anchor`: time stamps of RFC 3161. Nothing is sent: the request is handed to an authority by whoever runs this. */
export const command: Command = {
  name: 'evidence anchor',
  summary: 'Have an authority vouch for the time of the custody',
  usage: 'evidence anchor request --out FILE | import <response> --ca FILE | list',
  options: [
    ...placeOptions,
    { name: 'out', short: 'o', value: 'FILE', description: 'Where the request is written (.tsq)' },
    {
      name: 'ca',
      value: 'FILE',
      many: true,
      description: 'Certificate that is trusted (PEM): of an authority that issues, or the very one that signs',
    },
    ...toldOptions,
  ],
  examples: [
    { command: 'hindcast evidence anchor request --out head.tsq', what: 'Ask for a time stamp of the end of the chain' },
    {
      command: "curl -H 'Content-Type: application/timestamp-query' --data-binary @head.tsq https://tsa.example.net > head.tsr",
      what: 'Hand it to an authority',
    },
    { command: 'hindcast evidence anchor import head.tsr --ca authority.pem', what: 'Check the answer, offline, and keep it' },
    { command: 'hindcast evidence anchor list', what: 'Which part of the chain is time-stamped' },
  ],
  run: anchor,
}

async function anchor(input: Invocation): Promise<ExitCode> {
  const { paths, options } = input
  const [given = '', ...rest] = paths
  const step = steps.find((known) => known === given)
  if (step === undefined) {
    const near = nearestWord(given, steps)
    throw usageError(
      command,
      given === ''
        ? 'What? request, import or list'
        : `"anchor" cannot "${given}"${near === undefined ? '; request, import or list' : `; did you mean "${near}"?`}`,
    )
  }
  const [file, ...others] = rest
  if (others.length > 0 || (step !== 'import' && file !== undefined))
    throw usageError(command, `"anchor ${step}" takes ${step === 'import' ? 'one file' : 'no file'}`)
  await withIncident(options, async (place, incident) => {
    if (step === 'request') return request(incident, place, input)
    return step === 'list' ? list(incident, place, input) : bring(incident, { file, place, input })
  })
  return 0
}

async function request(incident: string, place: EvidencePlace, { options, terminal }: Invocation): Promise<void> {
  const out = options.text('out')
  if (out === undefined) throw usageError(command, 'Where is the request to be written? --out head.tsq')
  const { requestAnchor } = await import('../../../app/evidence/anchors.ts')
  const { request: bytes, anchor: made } = await requestAnchor(incident, place)
  if (out === '-') await terminal.out(bytes)
  else {
    await writeFile(out, bytes, { flag: 'wx' }).catch((cause: unknown) => {
      throw new AppError('out-file', `Cannot write "${out}": ${messageOf(cause)}`, { cause })
    })
  }
  terminal.error(
    `${incident}: a request for the chain up to entry ${made.seq} (${made.head}); hand it to an authority, then "anchor import" the answer`,
  )
}

async function bring(incident: string, { file, place, input }: { file: string | undefined; place: EvidencePlace; input: Invocation }): Promise<void> {
  const { options, terminal } = input
  const cas = options.list('ca')
  if (file === undefined) throw usageError(command, 'Which response? evidence anchor import head.tsr --ca authority.pem')
  if (cas.length === 0)
    throw usageError(command, 'Whose word is trusted? --ca FILE with the certificate of the authority above it, or the very one that signs')
  const { importAnchor } = await import('../../../app/evidence/anchors.ts')
  const roots = await Promise.all(cas.map(async (path) => (await readIn(path)).toString('utf8')))
  const { seq, stamp } = await importAnchor(incident, { response: await readIn(file), roots, told: toldOf(options, place.now()) }, place)
  await terminal.out(`${incident}: the chain up to entry ${seq} was there at ${stamp?.genTime ?? ''}, says ${oneLine(stamp?.tsa ?? '')}\n`)
}

/** Larger than any response or list of certificates. */
const mostBytes = 10_000_000

async function readIn(path: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new AppError('no-such-path', `Cannot read "${path}": ${messageOf(cause)}`, { cause })
  })
  if (bytes.length > mostBytes) throw new AppError('too-large', `"${path}" is too large to be a time stamp or a certificate`)
  return bytes
}

async function list(incident: string, place: EvidencePlace, { terminal }: Invocation): Promise<void> {
  const { listAnchors } = await import('../../../app/evidence/anchors.ts')
  const anchors = await listAnchors(incident, place)
  const last = await place.store.custodyHead(incident)
  const lines = anchors.map(({ seq, at, stamp }) => {
    const what =
      stamp === undefined
        ? `asked for at ${at}, not answered`
        : `there at ${stamp.genTime}, says ${oneLine(stamp.tsa)} (serial number ${stamp.serial})`
    return `up to entry ${seq}: ${what}\n`
  })
  await terminal.out(lines.join(''))
  const proven = Math.max(0, ...anchors.flatMap(({ seq, stamp }) => (stamp === undefined ? [] : [seq])))
  terminal.error(`${incident}: ${proven === 0 ? 'no entry is' : `entries 1 to ${proven} are`} time-stamped, of ${last?.seq ?? 0}`)
}
