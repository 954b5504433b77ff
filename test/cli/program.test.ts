import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { verbs } from '../../src/cli/verbs.ts'
import { runProgram } from './run-program.ts'

const { version }: { version: string } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
const escape = '\u001b'

describe('hindcast', () => {
  it('--version prints its version', async () => {
    expect(await runProgram(['--version'])).toEqual({ code: 0, stdout: `hindcast ${version}\n`, stderr: '' })
  })

  it('--help names every verb, on standard output', async () => {
    const { code, stdout, stderr } = await runProgram(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const { name, summary } of verbs) expect(stdout).toMatch(new RegExp(`^ {2}${name} +${summary}$`, 'm'))
  })

  it('without arguments is wrong usage, and shows the help', async () => {
    const { code, stdout, stderr } = await runProgram([])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('hindcast <verb>')
  })

  it('suggests the verb that was meant', async () => {
    expect(await runProgram(['dratf', '.'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'hindcast: Unknown verb "dratf"; did you mean "draft"?\nSee: hindcast --help\n',
    })
  })

  it('puts options behind the verb', async () => {
    const { code, stderr } = await runProgram(['--json', 'detect'])
    expect(code).toBe(2)
    expect(stderr).toContain('Unknown option "--json" before the verb')
  })

  it('prints no colours into a pipe', async () => {
    const { stdout } = await runProgram(['--help'])
    const { stderr } = await runProgram(['nothing'])
    expect(stdout + stderr).not.toContain(escape)
  })
})

describe.each(verbs)('hindcast $name', ({ name, summary, load }) => {
  it('--help shows its options and examples that call it', async () => {
    const { code, stdout, stderr } = await runProgram([name, '--help'])
    const { command } = await load()
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(command.examples.length).toBeGreaterThan(0)
    for (const { command: line, what } of command.examples) {
      expect(line).toMatch(new RegExp(`\\bhindcast ${name}\\b`))
      expect(stdout).toContain(`# ${what}\n  ${line}\n`)
    }
    for (const option of command.options) expect(stdout).toContain(`--${option.name}`)
  })

  it('is described alike where it is listed and where it is written', async () => {
    const { command } = await load()
    expect({ name: command.name, summary: command.summary }).toEqual({ name, summary })
    expect(command.usage.startsWith(`${name} `) || command.usage === name).toBe(true)
    const letters = command.options.map((option) => option.short).filter((short) => short !== undefined)
    expect(new Set(letters).size).toBe(letters.length)
    expect(letters).not.toContain('h')
  })

  it('refuses an option it does not know', async () => {
    const { code, stdout, stderr } = await runProgram([name, '--no-such-option'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`Unknown option "--no-such-option"`)
    expect(stderr).toContain(`See: hindcast ${name} --help`)
  })
})
