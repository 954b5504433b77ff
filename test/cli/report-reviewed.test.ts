import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { root, runProgram } from './run-program.ts'

const auth = join(root, 'test/cli/leaked-key/evidence/auth.log')
let folder = ''
let out = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-reviewed-'))
  out = join(folder, 'draft')
  await runProgram(['draft', auth, '--out', out, '--tz', 'UTC', '--year', '2026'])
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const fileSchema = z.looseObject({ document: z.looseObject({ timeline: z.array(z.looseObject({ id: z.string(), text: z.string() })) }) })

describe('hindcast report --reviewed', () => {
  it('leaves out what nobody has reviewed, says so, and tells what a person accepted', async () => {
    const { document } = fileSchema.parse(JSON.parse(await readFile(join(out, 'incident.json'), 'utf8')))
    const [accepted, left] = document.timeline
    const notes = join(folder, 'notes.yaml')
    await writeFile(notes, `timeline:\n  - id: ${accepted?.id}\n    review: accepted\n`)
    await runProgram(['draft', auth, '--out', out, '--tz', 'UTC', '--year', '2026', '--incident', notes])
    const { code, stdout } = await runProgram(['report', join(out, 'incident.json'), '--reviewed', '--format', 'md'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/Review:\*\* reviewed entries only; [\d,]+ proposals that nobody has reviewed are left out/)
    expect(stdout).not.toContain('*(proposed)*')
    expect(stdout).toContain(accepted?.text.slice(0, 20))
    expect(stdout).not.toContain(left?.text.slice(0, 60))
  })

  it('does not write over the draft it was made from', async () => {
    const { code, stderr } = await runProgram(['report', join(out, 'incident.json'), '--reviewed', '--out', out])
    expect(code).toBe(2)
    expect(stderr).toContain('another folder')
  })
})
