import type { HandlingAction } from '../app/evidence/record-handling.ts'
import type { Told } from '../app/evidence/told.ts'
import { usageError } from './arguments.ts'
import type { Command, Example, ExitCode, Invocation, Option, OptionValues } from './command.ts'
import { oneLine, placeOptions, toldOf, toldOptions, withIncident } from './evidence-options.ts'

interface HandlingWords {
  readonly action: HandlingAction
  readonly summary: string
  /** Besides where and what is told of everything. */
  readonly options: readonly Option[]
  readonly examples: readonly Example[]
}

/** What an action is about: items, items or else all of the incident, holds or their items, or nothing that is kept. */
type Subject = 'items' | 'items or all' | 'holds' | 'none'

function subjectOf(action: HandlingAction): Subject {
  if (action === 'hold' || action === 'retain') return 'items or all'
  return action === 'release' ? 'holds' : action === 'not-obtained' ? 'none' : 'items'
}

const usages: Readonly<Record<Subject, string>> = {
  items: '<item>… [options]',
  'items or all': '[item…] [options]',
  holds: '[item…] [options]',
  none: '[options]',
}

/** The command of an action that only writes custody entries: one file each in `commands/evidence/`. */
export function handlingCommand({ action, summary, options, examples }: HandlingWords): Command {
  const command: Command = {
    name: `evidence ${action}`,
    summary,
    usage: `evidence ${action} ${usages[subjectOf(action)]}`,
    options: [...placeOptions, ...options, ...toldOptions],
    examples,
    run: (input) => record(command, action, input),
  }
  return command
}

async function record(command: Command, action: HandlingAction, { paths, options, terminal }: Invocation): Promise<ExitCode> {
  const subject = subjectOf(action)
  const has = (name: string): boolean => command.options.some((option) => option.name === name)
  const text = (name: string): string | undefined => (has(name) ? options.text(name) : undefined)
  const releases = has('hold') ? options.list('hold').map((given) => holdNumber(command, given)) : []
  if (subject === 'items' && paths.length === 0)
    throw usageError(command, `"${command.name}" needs an item: the start of its SHA-256, its name, its path or its label in the record`)
  if (subject === 'none' && paths.length > 0) throw usageError(command, `"${command.name}" takes no item; name the source with --what`)
  if (subject === 'holds' && paths.length === 0 && releases.length === 0)
    throw usageError(command, 'Which hold? Give --hold N, or the items it is on')
  checkNeeded(command, action, options)
  await withIncident(options, async (place, incident) => {
    const { recordHandling } = await import('../app/evidence/record-handling.ts')
    const told: Told = { ...toldOf(options, place.now()), ...ownTexts(text) }
    const entries = await recordHandling(
      incident,
      {
        action,
        told,
        ...(paths.length === 0 ? {} : { items: await itemsOf(incident, paths, place) }),
        until: text('until'),
        what: text('what'),
        releases,
      },
      place,
    )
    const about = entries[0]?.sha256 === undefined && subject === 'items or all' ? ' about all of the incident' : ''
    const numbers = entries.length === 1 ? `entry ${entries[0]?.seq ?? ''}` : `entries ${entries[0]?.seq ?? ''} to ${entries.at(-1)?.seq ?? ''}`
    await terminal.out(`${incident}: ${action}, custody ${numbers}${about}, by ${oneLine(told.by)}\n`)
  })
  return 0
}

async function itemsOf(incident: string, words: readonly string[], place: Parameters<Parameters<typeof withIncident>[1]>[0]) {
  const { viewItems } = await import('../app/evidence/item-view.ts')
  const { chooseItems } = await import('../app/evidence/find-items.ts')
  return chooseItems(incident, { items: await viewItems(incident, place), words }, place)
}

function ownTexts(text: (name: string) => string | undefined): Partial<Told> {
  const [to, placeTo, seal, hashAfter] = ['to', 'to-place', 'seal', 'hash-after'].map((name) => text(name)?.trim() || undefined)
  return { to, placeTo, seal, hashAfter: hashAfter?.toLowerCase() }
}

function checkNeeded(command: Command, action: HandlingAction, options: OptionValues): void {
  const need = (name: string, what: string): void => {
    if ((options.text(name) ?? '').trim() === '') throw usageError(command, `${what}: --${name}`)
  }
  if (action === 'transfer') need('to', 'Who received it?')
  if (action === 'hold') need('purpose', 'A hold needs a reason')
  if (action === 'retain') need('until', 'Until when?')
  if (action === 'not-obtained') {
    need('what', 'What was not obtained?')
    need('purpose', 'Why was it not obtained?')
  }
  const until = action === 'retain' ? options.text('until') : undefined
  if (
    until !== undefined &&
    (!/^\d{4}-\d{2}-\d{2}$/.test(until) || Number.isNaN(Date.parse(until)) || new Date(until).toISOString().slice(0, 10) !== until)
  )
    throw usageError(command, `"${until}" is no day; write it as 2027-03-31`)
  const hash = action === 'copy' ? options.text('hash-after') : undefined
  if (hash !== undefined && !/^[0-9a-f]{64}$/i.test(hash)) throw usageError(command, `"${hash}" is no SHA-256: it has 64 hex digits`)
}

function holdNumber(command: Command, given: string): number {
  const number = Number(given)
  if (!/^\d{1,9}$/.test(given) || number < 1) throw usageError(command, `"${given}" is no number of a hold`)
  return number
}
