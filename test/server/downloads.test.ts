import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { downloads } from '../../src/api/downloads.ts'
import { incidentCreatedSchema, incidentViewSchema } from '../../src/api/incidents.ts'
import { yamlAppliedSchema, yamlProblemsSchema } from '../../src/api/yaml.ts'
import { manifestSchema, sha256Of } from '../../src/app/drafting/manifest.ts'
import { verifyFolder } from '../../src/app/verifying/verify-folder.ts'
import { checkIncidentFile } from '../../src/app/incident/incident-file.ts'
import { send, sendJson, upload } from './client.ts'
import { eventsUntil } from './event-stream.ts'
import { authLog } from './fixtures.ts'
import { unzipInto } from './unzip.ts'
import { get, read, startTestServer, type TestServer } from './harness.ts'

let server: TestServer
let id = ''
beforeAll(async () => {
  server = await startTestServer({ now: () => new Date('2026-03-09T10:00:00Z') })
  id = read(await sendJson(server.port, { path: '/api/incidents', json: { title: '<script>alert(1)</script>' } }), incidentCreatedSchema, 201).id
  await upload(server.port, { id, name: 'auth.log', bytes: authLog() })
  await sendJson(server.port, { path: `/api/incidents/${id}/draft`, json: { year: 2026, zone: 'UTC' } })
  await eventsUntil(server.port, id, ({ event, data }) => event === 'job' && data !== null && data.state !== 'running')
})
afterAll(() => server.stop())

const fetchForm = (format: string) => send(server.port, { path: `/api/incidents/${id}/download/${format}` })
const yaml = (text: string) => sendJson(server.port, { path: `/api/incidents/${id}/yaml`, json: { text } })

const beginnings: Record<string, string> = { pdf: '%PDF-', html: '<!doctype html>', zip: 'PK', json: '{', manifest: '{', md: '#' }

describe('GET /api/incidents/:id/download/:format', () => {
  it.each(downloads.map(({ format, file, mediaType }) => [format, file, mediaType] as const))(
    'sends %s as an attachment',
    async (format, file, mediaType) => {
      const answer = await fetchForm(format)
      expect([answer.status, answer.headers['content-type'], answer.headers['content-disposition']]).toEqual([
        200,
        mediaType,
        `attachment; filename="${id}-${file}"`,
      ])
      expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
      const start = beginnings[format] ?? ''
      expect(answer.text.trimStart().slice(0, start.length).toLowerCase()).toBe(start.toLowerCase())
      expect(answer.body.length).toBeGreaterThan(50)
    },
  )

  it('gives the same bytes each time', async () => {
    const [first, second] = [await fetchForm('zip'), await fetchForm('zip')]
    expect(first.body.equals(second.body)).toBe(true)
  })

  it('sends a folder that verifies against the evidence', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hindcast-unpacked-'))
    const paths = unzipInto(folder, (await fetchForm('zip')).body)
    expect(paths).toEqual(expect.arrayContaining([`${id}/report.pdf`, `${id}/incident.json`, `${id}/manifest.json`, `${id}/incident.yaml`]))
    writeFileSync(join(folder, 'auth.log'), authLog())
    const verdicts = await verifyFolder({ folder: join(folder, id), evidence: [join(folder, 'auth.log')] })
    rmSync(folder, { recursive: true, force: true })
    expect(verdicts.length).toBeGreaterThan(20)
    expect(verdicts.filter(({ status }) => status !== 'intact')).toEqual([])
  })

  it('sends the folder in another outline, which verifies too, and refuses one that there is not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hindcast-nine-'))
    unzipInto(folder, (await fetchForm('zip?outline=nine-part')).body)
    writeFileSync(join(folder, 'auth.log'), authLog())
    const verdicts = await verifyFolder({ folder: join(folder, id), evidence: [join(folder, 'auth.log')] })
    rmSync(folder, { recursive: true, force: true })
    expect(verdicts.filter(({ status }) => status !== 'intact')).toEqual([])
    expect((await fetchForm('md?outline=nine-part')).text).toContain('## 9. Follow-Up Actions')
    expect((await fetchForm('md')).text).not.toContain('## 9. Follow-Up Actions')
    expect((await fetchForm('md?outline=nine')).status).toBe(400)
  })

  it('sends a record whose chain of edits holds and whose fold and facts are its own', async () => {
    const { problems, file } = checkIncidentFile((await fetchForm('json')).text)
    expect([problems, file?.document.id, Object.keys(file?.rules ?? {}).length > 0]).toEqual([[], id, true])
  })

  it('lists the files with their hashes', async () => {
    const manifest = manifestSchema.parse(JSON.parse((await fetchForm('manifest')).text))
    const hashes = new Map(manifest.files.map(({ name, sha256 }) => [name, sha256]))
    for (const format of ['md', 'html', 'pdf', 'json'] as const) {
      const file = downloads.find((known) => known.format === format)?.file ?? ''
      expect(hashes.get(file)).toBe(sha256Of((await fetchForm(format)).body))
    }
    expect(manifest.evidence.map(({ label, name }) => [label, name])).toEqual([['E1', 'auth.log']])
  })

  it('shows markup of the record as text', async () => {
    expect((await fetchForm('html')).text).not.toContain('<script>alert')
  })
})

describe('POST /api/incidents/:id/yaml', () => {
  it('merges what the file says as one edit of its author', async () => {
    const applied = read(
      await yaml('author: Rosa Keller\ntitle: Leaked key\nlessons:\n  wentWell:\n    - Keys were rotated in an hour\n'),
      yamlAppliedSchema,
    )
    expect(applied).toMatchObject({ version: 3, changes: 2 })
    const { document } = await get(server, `/api/incidents/${id}`, incidentViewSchema)
    expect([document.title, document.lessons.wentWell.map(({ text }) => text)]).toEqual(['Leaked key', ['Keys were rotated in an hour']])
  })

  it('changes nothing where the record says all of it already', async () => {
    expect(read(await yaml('title: Leaked key\n'), yamlAppliedSchema)).toMatchObject({ version: 3, changes: 0 })
  })

  it('takes its own starter back without a change', async () => {
    expect(read(await yaml((await fetchForm('yaml')).text), yamlAppliedSchema).changes).toBe(0)
  })

  it('names the line of everything wrong and saves nothing', async () => {
    const refused = read(await yaml('title: Other\nseverty: high\nstate: gone\n'), yamlProblemsSchema, 422)
    expect(refused.problems.map(({ line }) => line)).toEqual([2, 3])
    expect(refused.message).toContain('line 2')
    expect((await get(server, `/api/incidents/${id}`, incidentViewSchema)).document.title).toBe('Leaked key')
  })
})
