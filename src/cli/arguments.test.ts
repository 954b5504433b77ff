import { describe, expect, it } from 'vitest'
import { AppError } from '../base/error.ts'
import { parseArguments } from './arguments.ts'
import type { Command } from './command.ts'

const command: Command = {
  name: 'sample',
  summary: 'Sample',
  usage: 'sample <path>…',
  options: [
    { name: 'format', short: 'f', value: 'NAME', description: 'Format' },
    { name: 'rules', value: 'DIR', many: true, description: 'Rules' },
    { name: 'tz', value: 'ZONE', many: true, description: 'Zone' },
    { name: 'year', value: 'N', description: 'Year' },
    { name: 'json', description: 'As JSON' },
  ],
  examples: [],
  run: async () => 0,
}

function parse(...args: string[]) {
  return parseArguments(command, args)
}

function failureOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError && error.code === 'usage') return error.message
    throw error
  }
  throw new Error('Nothing was thrown')
}

describe('parseArguments()', () => {
  it('leaves a text with a dash to a command that knows it as an argument', () => {
    const search = { ...command, isArgument: (text: string) => text.includes(':') }
    const given = parseArguments(search, ['-f', '-x:y', '-user:alice', '--json', '--', '-f'])
    expect([given.paths, given.options.text('format'), given.options.flag('json')]).toEqual([['-user:alice', '-f'], '-x:y', true])
    expect(failureOf(() => parseArguments(search, ['-user']))).toContain('stands after "--"')
    expect(failureOf(() => parse('-user:alice'))).toContain('Unknown option "-u"')
  })

  it('tells paths from options wherever they stand', () => {
    const { paths, options } = parse('a.log', '--format', 'csv', 'b.log', '--json')
    expect(paths).toEqual(['a.log', 'b.log'])
    expect(options.text('format')).toBe('csv')
    expect(options.flag('json')).toBe(true)
  })

  it('reads short options and values behind =', () => {
    expect(parse('-f', 'csv').options.text('format')).toBe('csv')
    expect(parse('--format=csv').options.text('format')).toBe('csv')
    expect(parse('--tz=auth.log=Europe/Berlin').options.text('tz')).toBe('auth.log=Europe/Berlin')
  })

  it('keeps every value of a repeated option, and the last one as its text', () => {
    const { options } = parse('--rules', 'one', '--rules', 'two')
    expect(options.list('rules')).toEqual(['one', 'two'])
    expect(options.text('rules')).toBe('two')
    expect(options.list('tz')).toEqual([])
  })

  it('takes an offset west of Greenwich for a value', () => {
    expect(parse('--tz', '-05:00').options.text('tz')).toBe('-05:00')
  })

  it('takes everything behind -- for a path', () => {
    expect(parse('--', '--format', '-x.log').paths).toEqual(['--format', '-x.log'])
  })

  it('suggests the option that was meant', () => {
    expect(failureOf(() => parse('--fromat', 'csv'))).toBe('Unknown option "--fromat"; did you mean "--format"?\nSee: hindcast sample --help')
    expect(failureOf(() => parse('-q'))).toBe('Unknown option "-q"\nSee: hindcast sample --help')
  })

  it('refuses a missing value and a value for a flag', () => {
    expect(failureOf(() => parse('--format'))).toContain('"--format" needs a value: --format NAME')
    expect(failureOf(() => parse('--format', '--json'))).toContain('"--format" needs a value')
    expect(failureOf(() => parse('--json=yes'))).toContain('"--json" takes no value, but "yes" was given')
  })

  it('reads numbers and choices, and says what it wanted', () => {
    const { options } = parse('--year', '2024', '--format', 'csb')
    expect(options.number('year')).toBe(2024)
    expect(failureOf(() => parse('--year', 'MMXXIV').options.number('year'))).toContain('"--year" needs a number, not "MMXXIV"')
    expect(failureOf(() => options.choice('format', ['jsonl', 'csv', 'table']))).toContain(
      'cannot be "csb"; did you mean "csv"? One of jsonl, csv and table',
    )
    expect(parse('--format', 'csv').options.choice('format', ['jsonl', 'csv'])).toBe('csv')
    expect(parse().options.choice('format', ['jsonl', 'csv'])).toBeUndefined()
  })

  it('lets no command read an option it does not declare', () => {
    expect(() => parse().options.flag('jsno')).toThrow('declares no option "jsno"')
  })

  it('sees a request for help among other arguments', () => {
    expect(parse('a.log', '-h').help).toBe(true)
    expect(parse('a.log').help).toBe(false)
  })
})
