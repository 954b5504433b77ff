import { cp, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from './run-program.ts'

const sample = join(import.meta.dirname, 'leaked-key')
let folder = ''
let evidence = ''
let report = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hindcast-draft-'))
  evidence = join(folder, 'evidence')
  report = join(folder, 'report')
  await cp(join(sample, 'evidence'), evidence, { recursive: true })
  const drafted = await draft(report)
  expect(drafted.stderr).not.toContain('hindcast:')
  expect(drafted.code).toBe(0)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function draft(out: string, ...more: string[]): ReturnType<typeof runProgram> {
  return runProgram(['draft', evidence, '--out', out, '--tz', 'auth.log=UTC', '--year', '2026', '--incident', join(sample, 'incident.yaml'), ...more])
}

/** Verifies a copy of the report after something in it, or in its evidence, was changed. */
async function verifyChanged(change: (copy: { report: string; evidence: string }) => Promise<void>): Promise<{ code: number; stdout: string }> {
  const place = await mkdtemp(join(folder, 'changed-'))
  const copy = { report: join(place, 'report'), evidence: join(place, 'evidence') }
  await cp(report, copy.report, { recursive: true })
  await cp(evidence, copy.evidence, { recursive: true })
  await change(copy)
  const { code, stdout } = await runProgram(['verify', copy.report, '--evidence', copy.evidence, '--quiet'])
  return { code: code ?? -1, stdout }
}

/** Replaces the first occurrence in a file; fails where there is none. */
async function replaceIn(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'latin1')
  expect(text).toContain(from)
  await writeFile(file, text.replace(from, to), 'latin1')
}

describe('hindcast draft', () => {
  it('writes the whole folder', async () => {
    const manifest = await readFile(join(report, 'manifest.json'), 'utf8')
    for (const name of ['incident.json', 'report.md', 'report.html', 'report.pdf', 'timeline.csv', 'indicators.csv', 'figures/glance.svg']) {
      expect(manifest).toContain(`"${name}"`)
    }
    expect(await readFile(join(report, 'incident.yaml'), 'utf8')).toContain('What only people know')
  })

  it('tells the attack by phase, groups repetition and cites it as a set', async () => {
    const text = await readFile(join(report, 'report.md'), 'utf8')
    expect(text).toMatch(/2026-03-05 01:02:32 to 01:18:06 UTC .*\| 412 SSH sign-ins for backup .* failed\..*\[E2:164 \+411\]/)
    expect(text).toMatch(/An attempt to stop the recording of the trail .* was refused/)
    expect(text).toContain('185[.]220[.]101[.]45')
    expect(text).not.toMatch(/185\.220\.101\.45/)
    expect(text).toContain('machine-proposed, 0 of')
  })

  it('gives the same bytes from the same evidence', async () => {
    const again = join(folder, 'again')
    await draft(again)
    for (const name of ['manifest.json', 'incident.json', 'report.md', 'report.html', 'report.pdf', 'timeline.csv']) {
      expect((await readFile(join(again, name))).equals(await readFile(join(report, name))), name).toBe(true)
    }
  })

  it('drafts again over more evidence without touching what a person said', async () => {
    const out = join(folder, 'grown')
    const notes = join(folder, 'notes.yaml')
    await runProgram(['draft', join(evidence, 'auth.log'), '--out', out, '--tz', 'UTC', '--year', '2026'])
    const before = await entriesOf(out)
    const [first, second] = before
    await writeFile(notes, `timeline:\n  - id: ${first?.id}\n    text: Worded by a person\n  - id: ${second?.id}\n    review: rejected\n`)
    const worded = await runProgram(['draft', join(evidence, 'auth.log'), '--out', out, '--tz', 'UTC', '--year', '2026', '--incident', notes])
    expect(worded.stderr).not.toContain('hindcast:')
    await runProgram(['draft', evidence, '--out', out, '--tz', 'auth.log=UTC', '--year', '2026'])
    const after = await entriesOf(out)
    expect(after.length).toBeGreaterThan(before.length)
    expect(after.find((entry) => entry.id === first?.id)?.text).toBe('Worded by a person')
    expect(after.find((entry) => entry.id === second?.id)?.review).toBe('rejected')
  })

  it('keeps what rests on evidence that is not given again', async () => {
    const out = join(folder, 'partly')
    await runProgram(['draft', evidence, '--out', out, '--tz', 'auth.log=UTC', '--year', '2026'])
    const before = await entriesOf(out)
    await runProgram(['draft', join(evidence, 'access.log'), '--out', out])
    expect((await entriesOf(out)).map((entry) => entry.id)).toEqual(expect.arrayContaining(before.map((entry) => entry.id)))
  })

  it('refuses a file with mistakes, names every line and changes nothing', async () => {
    const notes = join(folder, 'bad.yaml')
    await writeFile(notes, 'title: A\ntitel: B\nmoments:\n  detected: yesterday\n')
    const before = await readFile(join(report, 'incident.json'))
    const { code, stderr } = await runProgram(['draft', evidence, '--out', report, '--incident', notes])
    expect(code).toBe(2)
    expect(stderr).toMatch(/bad\.yaml:2:\d+: .*titel/)
    expect(stderr).toMatch(/bad\.yaml:4:\d+: .*detected/)
    expect((await readFile(join(report, 'incident.json'))).equals(before)).toBe(true)
  })

  it('says which path is missing, and that nothing was given', async () => {
    expect((await runProgram(['draft', join(folder, 'nowhere'), '--out', report])).code).toBe(2)
    expect((await runProgram(['draft', evidence])).code).toBe(2)
    const hollow = await mkdtemp(join(folder, 'hollow-'))
    const { code, stderr } = await runProgram(['draft', hollow, '--out', join(folder, 'none')])
    expect([code, stderr]).toEqual([2, expect.stringContaining('There is no file to read')])
  })
})

describe('hindcast verify', () => {
  it('finds everything intact, a verdict for each claim', async () => {
    const { code, stdout } = await runProgram(['verify', report])
    expect(code).toBe(0)
    expect(stdout).toContain('citation intact: [E2:164 +411]')
    expect(stdout).toMatch(/ 0 broken, 0 not checked/)
  })

  it('names one changed byte of evidence, and the claims it breaks', async () => {
    const { code, stdout } = await verifyChanged(({ evidence }) =>
      replaceIn(join(evidence, 'auth.log'), 'Accepted password for backup', 'Accepted password for backuq'),
    )
    expect(code).toBe(1)
    expect(stdout).toMatch(/BROKEN .*E2 auth\.log: .*auth\.log was changed/)
    expect(stdout).toMatch(/BROKEN .*claim .*the bytes of record 577 of E2 auth\.log .* were changed/)
  })

  it('names one changed edit', async () => {
    const { code, stdout } = await verifyChanged(async ({ report }) => {
      const text = await readFile(join(report, 'incident.json'), 'utf8')
      // The document stands before the edits it follows from.
      const [edits = '', ...rest] = text.split('"edits": [').reverse()
      await writeFile(join(report, 'incident.json'), [...rest.reverse(), edits.replace('was detached from', 'was attached to')].join('"edits": ['))
    })
    expect(code).toBe(1)
    expect(stdout).toMatch(/BROKEN .*incident\.json .*(?:Edit|edit) 1/)
  })

  it('names one changed number in Markdown, HTML and JSON', async () => {
    const markdown = await verifyChanged(({ report }) => replaceIn(join(report, 'report.md'), '412 failed', '413 failed'))
    expect(markdown.stdout).toMatch(/report\.md: line \d+, in ".+": says ".*413 failed.*", the record gives ".*412 failed/)
    const html = await verifyChanged(({ report }) => replaceIn(join(report, 'report.html'), '412 failed', '413 failed'))
    expect(html.stdout).toMatch(/report\.html: line \d+, in ".+": says ".*413 failed.*", the record gives ".*412 failed/)
    const facts = await verifyChanged(async ({ report }) => {
      const text = await readFile(join(report, 'incident.json'), 'utf8')
      await writeFile(
        join(report, 'incident.json'),
        text.replace(/("timeToDetect": \{[^}]*?"value": )(\d+)/, (_, before: string, value: string) => `${before}${Number(value) + 1}`),
      )
    })
    expect(facts.stdout).toMatch(/BROKEN .*number .*timeToDetect/)
    expect([markdown.code, html.code, facts.code]).toEqual([1, 1, 1])
  })

  it('names a changed PDF, a missing file and a changed manifest', async () => {
    const pdf = await verifyChanged(({ report }) => replaceIn(join(report, 'report.pdf'), '%%EOF', '%%EOG'))
    expect(pdf.stdout).toMatch(/BROKEN .*report\.pdf/)
    const missing = await verifyChanged(({ report }) => rm(join(report, 'timeline.csv')))
    expect(missing.stdout).toMatch(/BROKEN .*timeline\.csv: is missing/)
    const forged = await verifyChanged(async ({ report }) => {
      await replaceIn(join(report, 'report.md'), '412 failed', '413 failed')
      await replaceIn(join(report, 'manifest.json'), '"schema": 1', '"schema":  1')
    })
    expect(forged.code).toBe(1)
  })

  it('finds evidence that was moved and whose times changed', async () => {
    const { code } = await verifyChanged(({ evidence }) => utimes(join(evidence, 'auth.log'), 0, 0))
    expect(code).toBe(0)
  })

  it('checks the claims of a compressed file against its content where only that is at hand', async () => {
    const { code, stdout } = await verifyChanged(async ({ evidence }) => {
      const packed = join(evidence, 'cloudtrail.json.gz')
      await writeFile(join(evidence, 'cloudtrail.json'), gunzipSync(await readFile(packed)))
      await rm(packed)
    })
    expect(code).toBe(1)
    expect(stdout).toMatch(/not checked .*E3 cloudtrail\.json\.gz: only its content is at hand/)
    expect(stdout).not.toContain('BROKEN')
  })

  it('says what could not be checked where evidence is missing', async () => {
    const { code, stdout } = await verifyChanged(({ evidence }) => rm(join(evidence, 'auth.log')))
    expect(code).toBe(1)
    expect(stdout).toMatch(/not checked .*E2 auth\.log: not found/)
  })
})

async function entriesOf(out: string): Promise<{ id: string; text: string; review?: string }[]> {
  const file: { document: { timeline: { id: string; text: string; review?: string }[] } } = JSON.parse(
    await readFile(join(out, 'incident.json'), 'utf8'),
  )
  return file.document.timeline
}
