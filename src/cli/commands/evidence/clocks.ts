import type { ClockChange, Clocks, ClockView } from '../../../app/evidence/clocks.ts'
import type { EvidencePlace } from '../../../app/evidence/evidence-place.ts'
import { clockWords, parseClockWords } from '../../../base/clock-words.ts'
import { AppError } from '../../../base/error.ts'
import { formatNumber, plural } from '../../../base/text.ts'
import { alignRows } from '../../align-rows.ts'
import { usageError } from '../../arguments.ts'
import type { Command, ExitCode, Invocation } from '../../command.ts'
import { oneLine, placeOptions, toldOf, toldOptions, withIncident } from '../../evidence-options.ts'

/** `hindcast evidence clocks`: which clocks are off, by what two sources both saw; corrections are applied and taken back here. */
export const command: Command = {
  name: 'evidence clocks',
  summary: 'Compare and correct the clocks of sources',
  usage: 'evidence clocks [options]',
  options: [
    ...placeOptions,
    { name: 'apply', value: 'SOURCE', many: true, description: 'Apply what is proposed; "all" for every proposal but zone mistakes' },
    { name: 'set', value: 'SOURCE=OFFSET', description: 'Add an offset of your own to its times: bastion01=-95s' },
    { name: 'uncertainty', value: 'TIME', description: 'How sure that offset is, either way: 2s (default: 1s)' },
    { name: 'take-back', value: 'SOURCE', many: true, description: 'Take a correction back: its times are as the source told them' },
    { name: 'json', description: 'One JSON object a clock' },
    ...toldOptions,
  ],
  examples: [
    { command: 'hindcast evidence clocks', what: 'Every clock, and by how much it is off' },
    { command: 'hindcast evidence clocks --apply syslog@bastion01 --by "Mara Lindqvist"', what: 'Correct one as proposed' },
    { command: 'hindcast evidence clocks --set bastion01=-95s --uncertainty 2s --purpose "Compared with its NTP log"', what: 'Correct one by hand' },
    { command: 'hindcast evidence clocks --set 9f86d081=+1h', what: 'Correct all that one item holds, by the start of its SHA-256' },
    { command: 'hindcast evidence clocks --take-back bastion01', what: 'Believe it again' },
  ],
  run: runClocks,
}

async function runClocks(input: Invocation): Promise<ExitCode> {
  const { paths, options } = input
  if (paths.length > 0) throw usageError(command, '"evidence clocks" takes no item; name a source with --apply, --set or --take-back')
  await withIncident(options, async (place, incident) => {
    const { viewClocks } = await import('../../../app/evidence/clocks.ts')
    const clocks = await viewClocks(incident, place, input.signal)
    const changes = await changesOf(input, { place, incident, clocks })
    if (changes.length === 0) return tellClocks(input, { incident, clocks })
    const { changeClock } = await import('../../../app/evidence/clocks.ts')
    for (const { name, ...change } of changes) {
      const { items } = await changeClock(incident, change, place, input.signal)
      const done = change.correction === undefined ? 'taken back' : `corrected by ${offsetWords(change.correction)}`
      await input.terminal.out(`${incident}: ${oneLine(name)} ${done}, in ${plural(items.length, 'item')}; the times that were told are kept\n`)
    }
  })
  return 0
}

interface Standing {
  readonly place: EvidencePlace
  readonly incident: string
  readonly clocks: Clocks
}

type Named = ClockChange & { readonly name: string }

async function changesOf({ options }: Invocation, standing: Standing): Promise<Named[]> {
  const { findClock, basisOf, isZoneMistake } = await import('../../../app/evidence/clocks.ts')
  const told = toldOf(options, standing.place.now())
  const { clocks } = standing.clocks
  const applied = options.list('apply').flatMap((word): Named[] => {
    const wanted =
      word === 'all' ? clocks.filter(({ proposal }) => proposal !== undefined && !isZoneMistake(proposal)) : [needed(findClock(clocks, word), word)]
    return wanted.map(({ name, dataset, host, proposal }) => {
      if (proposal === undefined) throw new AppError('not-found', `Nothing is proposed for ${name}: too few events that another source saw too`)
      const { offsetMs, uncertaintyMs } = proposal
      return { name, source: { dataset, host }, correction: { offsetMs, uncertaintyMs }, why: options.text('purpose') ?? basisOf(proposal), told }
    })
  })
  const back = []
  for (const word of options.list('take-back'))
    back.push({ ...(await sourceOf(word, standing)), why: options.text('purpose') ?? 'no reason told', told })
  const own = options.text('set')
  if (own === undefined && options.text('uncertainty') !== undefined) throw usageError(command, '"--uncertainty" goes with --set')
  return [...applied, ...back, ...(own === undefined ? [] : [await ownChange(own, { options, standing, told })])]
}

function needed(clock: ClockView | undefined, word: string): ClockView {
  if (clock === undefined) throw new AppError('not-found', `No source is called "${word}": "hindcast evidence clocks" lists them`)
  return clock
}

async function ownChange(
  text: string,
  { options, standing, told }: { options: Invocation['options']; standing: Standing; told: ClockChange['told'] },
): Promise<Named> {
  const at = text.lastIndexOf('=')
  const offsetMs = at < 1 ? undefined : parseClockWords(text.slice(at + 1))
  if (offsetMs === undefined) throw usageError(command, `"${text}" is no offset of a source: write it as bastion01=-95s, or 1.5s, 200ms, 1h30m`)
  const given = options.text('uncertainty')
  const uncertaintyMs = given === undefined ? 1_000 : parseClockWords(given)
  if (uncertaintyMs === undefined || uncertaintyMs < 0) throw usageError(command, `"${given ?? ''}" is no time: write it as 2s or 400ms`)
  return {
    ...(await sourceOf(text.slice(0, at), standing)),
    correction: { offsetMs, uncertaintyMs },
    why: options.text('purpose') ?? 'given by hand',
    told,
  }
}

/** A clock, or an item. */
async function sourceOf(word: string, { clocks, place, incident }: Standing): Promise<Pick<Named, 'name' | 'source'>> {
  const { findClock, clockName } = await import('../../../app/evidence/clocks.ts')
  const clock = findClock(clocks.clocks, word)
  if (clock !== undefined) return { name: clock.name, source: { dataset: clock.dataset, host: clock.host } }
  const gone = clocks.others.find(({ dataset, host }) => dataset !== undefined && clockName({ dataset, host: host ?? '' }) === word)
  if (gone?.dataset !== undefined) return { name: word, source: { dataset: gone.dataset, host: gone.host ?? '' } }
  const { viewItems } = await import('../../../app/evidence/item-view.ts')
  const { chooseItems } = await import('../../../app/evidence/find-items.ts')
  const [item, other] = await chooseItems(incident, { items: await viewItems(incident, place), words: [word] }, place)
  if (item === undefined || other !== undefined) throw new AppError('ambiguous', `"${word}" means several items: name one of them`)
  const { row, label } = item
  return { name: label ?? row.name, source: { evidence: row.sha256 } }
}

async function tellClocks({ options, terminal }: Invocation, { incident, clocks }: { incident: string; clocks: Clocks }): Promise<void> {
  const { proposalWords } = await import('../../../app/evidence/clocks.ts')
  if (options.flag('json')) return terminal.out([...clocks.clocks, ...clocks.others].map((clock) => `${JSON.stringify(clock)}\n`).join(''))
  const rows = clocks.clocks.map(({ name, events, evidence, applied, proposal }) => [
    oneLine(name, 60),
    formatNumber(events),
    formatNumber(evidence.length),
    proposal === undefined ? '' : offsetWords(proposal),
    applied === undefined ? '' : offsetWords(applied),
  ])
  const columns = [
    { title: 'Source' },
    { title: 'Events', right: true },
    { title: 'Items', right: true },
    { title: 'Proposed' },
    { title: 'Applied' },
  ]
  if (rows.length > 0) await terminal.out(alignRows(terminal, columns, rows))
  for (const { evidence, dataset, host, ...correction } of clocks.others)
    await terminal.out(
      `${evidence?.slice(0, 12) ?? oneLine(`${dataset}@${host}`)}  corrected by ${offsetWords(correction)}: ${oneLine(correction.reason)}\n`,
    )
  for (const { proposal } of clocks.clocks) if (proposal !== undefined) await terminal.out(`${oneLine(proposalWords(proposal))}\n`)
  terminal.error(`${incident}: ${plural(clocks.clocks.length, 'clock')}${clocks.clocks.length === 0 ? '; evidence must be read first' : ''}`)
}

function offsetWords({ offsetMs, uncertaintyMs }: { readonly offsetMs: number; readonly uncertaintyMs: number }): string {
  return `${clockWords(offsetMs, true)} ± ${clockWords(uncertaintyMs)}`
}
