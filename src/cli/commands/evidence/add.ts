import process from 'node:process'
import type { Added } from '../../../app/evidence/add-evidence.ts'
import type { EvidencePlace } from '../../../app/evidence/evidence-place.ts'
import type { Incoming } from '../../../app/evidence/incoming.ts'
import type { Told } from '../../../app/evidence/told.ts'
import { AppError } from '../../../base/error.ts'
import { agree, formatNumber, plural } from '../../../base/text.ts'
import type { Acquisition } from '../../../model/acquisition.ts'
import { usageError } from '../../arguments.ts'
import type { Command, ExitCode, Invocation, OptionValues } from '../../command.ts'
import { placeOptions, readingOptions, readOptions, toldOf, toldOptions, withPlace } from '../../evidence-options.ts'
import { createRateWords, openTeller, readAndTell, type Teller } from '../../evidence-telling.ts'

/** `hindcast evidence add`: copies files into the vault, with their custody, and reads them into events. */
export const command: Command = {
  name: 'evidence add',
  summary: 'Keep files as evidence of an incident, and read them',
  usage: 'evidence add <path>… [options]',
  options: [
    ...placeOptions,
    { name: 'name', value: 'NAME', description: 'Name of what is read from standard input (path "-")' },
    ...toldOptions,
    { name: 'tool', value: 'TEXT', description: 'Tool it was acquired with, and its version' },
    { name: 'query', value: 'TEXT', description: 'Query it was exported with' },
    { name: 'range', value: 'TEXT', description: 'Time range that was asked for' },
    { name: 'filters', value: 'TEXT', description: 'Filters that were set' },
    { name: 'row-cap', value: 'N', description: 'Most rows the source gives out: evidence that ends there may be cut off' },
    { name: 'no-read', description: 'Keep it only; read it later with "evidence read"' },
    ...readOptions,
  ],
  examples: [
    { command: 'hindcast evidence add ./evidence', what: 'Everything below a folder; archives are unpacked' },
    {
      command:
        'hindcast evidence add trail.zip --by "Mara Lindqvist" --tool "aws cli 2.15" --range "2026-03-01 to 2026-03-04" --at 2026-03-05T09:00+01:00',
      what: 'Say who acquired it, how and when',
    },
    { command: 'journalctl -o export | hindcast evidence add - --name journal.export', what: 'Keep what another program writes' },
  ],
  run: addPaths,
}

interface Job extends Invocation {
  readonly place: EvidencePlace
  readonly teller: Teller
}

async function addPaths(input: Invocation): Promise<ExitCode> {
  const { paths, options, terminal } = input
  if (paths.length === 0) throw usageError(command, '"evidence add" needs at least one file or folder, or - for standard input')
  if (paths.includes('-') && options.text('name') === undefined)
    throw usageError(command, 'What is read from standard input needs a name: --name NAME')
  checkRowCap(options.number('row-cap'))
  readingOptions(options)
  const teller = openTeller(terminal, options.text('problems'))
  try {
    return await withPlace(options, { make: true }, (place) => addTo({ ...input, place, teller }))
  } finally {
    teller.close()
  }
}

async function addTo(job: Job): Promise<ExitCode> {
  const { place, terminal, options, teller } = job
  const told = toldOf(options, place.now())
  const incoming = await incomingOf(job)
  const { chooseOrBegin } = await import('../../../app/evidence/begin-incident.ts')
  const { id, isNew } = await chooseOrBegin(options.text('incident'), place)
  if (isNew) terminal.error(`Made the incident ${id}: the data folder had none`)
  const added = await keep(job, { id, incoming, told })
  await terminal.out(`${addedLine(id, added)}\n`)
  if (options.flag('no-read')) return teller.failures() > 0 ? 3 : 0
  const only = new Set(added.items.map(({ sha256 }) => sha256))
  await readAndTell({ ...job, incident: id, only, reading: readingOptions(options) })
  return teller.failures() > 0 ? 3 : 0
}

async function keep(job: Job, given: { id: string; incoming: readonly Incoming[]; told: Told }): Promise<Added> {
  const { place, terminal, options, signal, teller } = job
  const { id, incoming, told } = given
  const { addEvidence } = await import('../../../app/evidence/add-evidence.ts')
  const rate = createRateWords(() => performance.now())
  let files = 0
  try {
    return await addEvidence(
      {
        incident: id,
        incoming,
        told,
        acquisition: acquisitionOf(options, told),
        signal,
        onProgress(at) {
          files = at.files
          terminal.progress.update(`Keeping ${formatNumber(files)} of ${plural(at.totalFiles, 'file')}, ${rate(at.bytes, at.totalBytes)}`)
        },
        onProblem: teller.tell,
      },
      place,
    )
  } catch (error) {
    if (signal.aborted)
      terminal.error(`Stopped after ${formatNumber(files)} of ${plural(incoming.length, 'file')}: what is kept is whole; run it again for the rest`)
    throw error
  }
}

async function incomingOf({ paths, options, teller, place }: Job): Promise<Incoming[]> {
  const { incomingFiles, incomingStream, outsideOf } = await import('../../../app/evidence/incoming.ts')
  const { discoverFiles } = await import('../../../app/reading/discover.ts')
  const { cannotFind } = await import('../../../app/reading/path-bytes.ts')
  const given = paths.filter((path) => path !== '-')
  const all = await discoverFiles(given)
  if (all.missing[0] !== undefined) throw new AppError('no-such-path', cannotFind(all.missing[0]))
  const found = await outsideOf(place.folder, all, given)
  for (const problem of found.problems) teller.tell(problem)
  const name = options.text('name')
  const stream = paths.includes('-') && name !== undefined ? [incomingStream(name, process.stdin)] : []
  return [...incomingFiles(found, given), ...stream]
}

function acquisitionOf(options: OptionValues, { by, at }: Told): Acquisition {
  const texts = (['tool', 'query', 'range', 'filters'] as const).flatMap((name) => {
    const text = options.text(name)?.trim() ?? ''
    return text === '' ? [] : [[name, text] as const]
  })
  const rowCap = options.number('row-cap')
  return { by, ...(at === undefined ? {} : { at }), ...Object.fromEntries(texts), ...(rowCap === undefined ? {} : { rowCap }) }
}

function checkRowCap(rowCap: number | undefined): void {
  if (rowCap !== undefined && (!Number.isInteger(rowCap) || rowCap < 1)) throw usageError(command, 'Option "--row-cap" needs a whole number above 0')
}

/** "INC-2026-0001: kept 12 items, 9 of them out of containers; 3 were there already". */
function addedLine(id: string, { items, failures }: Added): string {
  const fresh = items.filter(({ isNew }) => isNew)
  const members = fresh.filter(({ parent }) => parent !== undefined).length
  const again = items.length - fresh.length
  const parts = [
    `kept ${plural(fresh.length, 'item')}${members === 0 ? '' : `, ${formatNumber(members)} of them out of containers`}`,
    again === 0 ? '' : `${formatNumber(again)} ${agree(again, 'was', 'were')} there already and got another custody entry`,
    failures === 0 ? '' : `${plural(failures, 'file')} could not be kept`,
  ]
  return `${id}: ${parts.filter((part) => part !== '').join('; ')}`
}
