import { userInfo } from 'node:os'
import { readConfig } from '../app/config.ts'
import { type EvidencePlace, openEvidencePlace } from '../app/evidence/evidence-place.ts'
import { readToldTime, type Told } from '../app/evidence/told.ts'
import type { ReadingOptions } from '../app/intake/incident-items.ts'
import { parseZoneChoice } from '../app/reading/zones.ts'
import { chooseIncident } from '../app/searching/choose-incident.ts'
import { usualDataFolder } from '../app/workspace/data-folder.ts'
import { AppError } from '../base/error.ts'
import { clip, showControls } from '../base/text.ts'
import type { Option, OptionValues } from './command.ts'

/** Options that every action on evidence has. */
export const placeOptions: readonly Option[] = [
  { name: 'incident', short: 'i', value: 'ID', description: 'Which incident (default: the only one there is)' },
  {
    name: 'data',
    short: 'd',
    value: 'DIR',
    description: 'Folder of records and evidence (default: HINDCAST_DATA, else .hindcast in your home folder)',
  },
]

/** What a person tells of an action: all of it goes into the custody. */
export const toldOptions: readonly Option[] = [
  { name: 'by', value: 'NAME', description: 'Who did it (default: the user of this system, told as such)' },
  { name: 'at', value: 'TIME', description: 'When: 2026-03-01T10:00:00+01:00, or without its zone and with --zone (default: now)' },
  { name: 'zone', value: 'ZONE', description: 'Zone in which the time is told: Europe/Berlin, +01:00 (default: UTC)' },
  { name: 'place', value: 'TEXT', description: 'Where it happened' },
  { name: 'purpose', short: 'p', value: 'TEXT', description: 'Why' },
  { name: 'authority', value: 'TEXT', description: 'On whose order, or on behalf of whom' },
  { name: 'reference', value: 'TEXT', description: 'Ticket, shipping or serial number' },
  { name: 'note', value: 'TEXT', description: 'Anything else worth keeping' },
]

/** How evidence is read, and where what is wrong with it is written. */
export const readOptions: readonly Option[] = [
  { name: 'tz', value: 'ZONE', many: true, description: 'Zone of local times: Europe/Berlin, or auth.log=Europe/Berlin for some paths' },
  { name: 'year', value: 'N', description: 'Year of the first record of logs that write none' },
  { name: 'problems', value: 'FILE', description: 'Write everything that could not be kept or read to FILE, one JSON object a line' },
]

/** What `readOptions` say. Throws `bad-zone` and `usage`. */
export function readingOptions(options: OptionValues): ReadingOptions {
  const { fallback, rules } = parseZoneChoice(options.list('tz'))
  const year = options.number('year')
  if (year !== undefined && (!Number.isInteger(year) || year < 1970 || year > 2199))
    throw new AppError('usage', `"${year}" is no year: give four digits, as in --year 2024`)
  return { zone: fallback, zones: Object.fromEntries(rules.map(({ pattern, zone }) => [pattern, zone])), year }
}

/** Runs with the data folder that the options name, and closes it again. */
export async function withPlace<T>(options: OptionValues, given: { make: boolean }, run: (place: EvidencePlace) => Promise<T>): Promise<T> {
  const config = await readConfig()
  const place = await openEvidencePlace(options.text('data') ?? config.dataFolder ?? usualDataFolder(), given)
  try {
    return await run(place)
  } finally {
    await place.close()
  }
}

/** The incident that the options mean. */
export async function incidentOf(options: OptionValues, { store }: EvidencePlace): Promise<string> {
  return chooseIncident(await store.incidents(), options.text('incident')).id
}

/** Runs with the data folder and the incident that the options name. */
export async function withIncident<T>(options: OptionValues, run: (place: EvidencePlace, incident: string) => Promise<T>): Promise<T> {
  return withPlace(options, { make: false }, async (place) => run(place, await incidentOf(options, place)))
}

/** What the options tell of an action. Throws `usage` for a time that cannot be read. */
export function toldOf(options: OptionValues, now: string): Told {
  const at = options.text('at')
  const zone = options.text('zone')
  const time = at === undefined ? {} : readToldTime(at, { zone, now })
  const told = { by: options.text('by')?.trim() || systemUser(), ...time }
  const texts = (['purpose', 'place', 'authority', 'reference', 'note'] as const).flatMap((name) => {
    const text = options.text(name)?.trim() ?? ''
    return text === '' ? [] : [[name, text] as const]
  })
  return { ...told, ...Object.fromEntries(texts) }
}

/** Nobody said who it is: the account is named as what it is. */
function systemUser(): string {
  try {
    return `${userInfo().username} (user of the system)`
  } catch {
    return 'Unnamed user of the system'
  }
}

/** Text that came from evidence or people, in one line that cannot move the cursor. */
export function oneLine(text: string, most = 400): string {
  return clip(showControls(text).replaceAll(/[\n\t]+/g, ' '), most)
}
