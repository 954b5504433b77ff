import { readConfig } from '../../app/config.ts'
import { usualDataFolder } from '../../app/workspace/data-folder.ts'
import { AppError } from '../../base/error.ts'
import { usageError } from '../arguments.ts'
import type { Command, ExitCode, Invocation } from '../command.ts'
import { printSearch, usualLimit, zoneOf } from '../print-search.ts'
import { conflictOf } from '../search-together.ts'

/** `hindcast search`: searches the events of an incident that the workspace keeps, also while it runs. */
export const command: Command = {
  name: 'search',
  summary: 'Search the events of an incident',
  usage: 'search [query] [options]',
  options: [
    { name: 'incident', short: 'i', value: 'ID', description: 'Which incident (default: the only one there is)' },
    { name: 'from', value: 'TIME', description: 'Not before: 2026-03-01, "2026-03-01 10:00" (UTC where no zone is written)' },
    { name: 'to', value: 'TIME', description: 'Not after; a day includes the whole of it' },
    { name: 'limit', short: 'n', value: 'N', description: `How many events are printed, 0 for all (default: ${usualLimit} as a table, else all)` },
    { name: 'newest', description: 'Newest first' },
    { name: 'cursor', value: 'TEXT', description: 'Go on behind an earlier page: what was printed as --cursor at its end' },
    { name: 'format', short: 'f', value: 'FORMAT', description: 'table (default), jsonl or csv: of events, and of counts too' },
    { name: 'json', description: 'The same as --format jsonl' },
    { name: 'count', short: 'c', description: 'Print only how many events match' },
    { name: 'top', value: 'FIELD', description: 'Print the most frequent values of a field; -n 0 for the first thousand' },
    { name: 'rare', value: 'FIELD', description: 'Print the rarest values of a field' },
    { name: 'histogram', description: 'Print how many events there are over time' },
    { name: 'around', value: 'EVENT', description: 'Print the events of all sources just before and after this one' },
    { name: 'within', value: 'TIME', description: 'With --around: everything this long before and after it: 30s, 2m, 1h' },
    {
      name: 'entity',
      value: 'KIND=VALUE',
      many: true,
      description: 'Everything of one: user, ip (or address), host, domain, process, file, credential, principal, account, url, hash',
    },
    { name: 'tz', value: 'ZONE', description: 'Show times of tables in this zone (default: UTC): Europe/Berlin, +02:00' },
    { name: 'with-duplicates', description: 'Also what a second export tells again' },
    { name: 'explain', description: 'Say in plain words what the query means, and end' },
    {
      name: 'data',
      short: 'd',
      value: 'DIR',
      description: 'Folder of records and evidence (default: HINDCAST_DATA, else .hindcast in your home folder)',
    },
  ],
  examples: [
    { command: "hindcast search 'user:alice outcome:failure'", what: 'Sign-ins of alice that failed' },
    { command: "hindcast search 'ip:203.0.113.0/24' --histogram", what: 'When a network was active' },
    { command: 'hindcast search --top source.ip --from 2026-03-01', what: 'Who was active since a day' },
    { command: 'hindcast search --top user --json', what: 'The same of users, for a script' },
    { command: 'hindcast search -n 0 -f csv \'"rm -rf"\' > found.csv', what: 'Everything that holds a phrase, for a spreadsheet' },
    { command: 'hindcast search --around 0123456789abcdef:2048 --within 2m', what: 'What all sources tell of the minutes around an event' },
    { command: 'hindcast search --entity user=alice --entity ip=203.0.113.7', what: 'Where a user and an address stand together' },
    { command: 'hindcast search action:ConsoleLogin -ip:203.0.113.0/24 --rare user', what: 'Sign-ins from elsewhere, by the users that have fewest' },
  ],
  isArgument: isTerm,
  run,
}

async function run(input: Invocation): Promise<ExitCode> {
  const { paths, options, terminal } = input
  const conflict = conflictOf(options)
  if (conflict !== undefined) throw usageError(command, conflict)
  const query = paths.join(' ')
  // Loaded here: `--help` must not pay for a database.
  const { checkQuery, explain, withEntities } = await import('../../app/searching/read-query.ts')
  const wrong = checkQuery(query)
  if (wrong !== undefined) throw new AppError('query', `The query cannot be read\n${wrong}`)
  const q = withEntities(query, options.list('entity'))
  if (options.flag('explain')) {
    await terminal.out(`${explain(q)}\n`)
    return 0
  }
  const asked = { zone: await zoneOf(options.text('tz')), limit: limitOf(options.number('limit')) }
  const config = await readConfig()
  const { openSearch } = await import('../../app/searching/open-search.ts')
  const { chooseIncident } = await import('../../app/searching/choose-incident.ts')
  const search = await openSearch(options.text('data') ?? config.dataFolder ?? usualDataFolder())
  try {
    const incident = chooseIncident(await search.incidents(), options.text('incident'))
    await printSearch({ ...input, ...asked, desk: search.desk, id: incident.id, q })
  } finally {
    await search.close()
  }
  return 0
}

/** Options of one letter, alone or with their value: `-c`, `-n5`, `-iINC-2026-0001`, `-d./data`. Anything longer behind one dash is left out of the search. */
const shortOptions = /^-[ch]*(?:[a-z]|n\d+|f(?:table|jsonl|csv)|iINC-.*|d[./~].*)$/i

function isTerm(text: string): boolean {
  return !shortOptions.test(text)
}

function limitOf(given: number | undefined): number | undefined {
  if (given === undefined || (Number.isInteger(given) && given >= 0)) return given
  throw usageError(command, `Option "--limit" needs a whole number, not "${given}"`)
}
