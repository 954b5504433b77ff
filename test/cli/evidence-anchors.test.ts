import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeTimestampRequest, readTimestampRequest } from '../../src/exchange/rfc3161/timestamp-request.ts'
import { openAuthority } from '../time-stamp-authority.ts'
import { type Ended, runProgram } from './run-program.ts'

const authority = await openAuthority('Example Time')
/** Another one that calls itself the same. */
const impostor = await openAuthority('Example Time')

let folder: string
const run = (...args: string[]): Promise<Ended> => runProgram(['evidence', ...args, '--data', join(folder, 'data')], { folder })
const read = (name: string): Uint8Array => readFileSync(join(folder, name))
const write = (name: string, bytes: string | Uint8Array): void => writeFileSync(join(folder, name), bytes)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hindcast-anchors-'))
  write('a.log', '2026-03-01T00:00:01+00:00 web-1 sshd[401]: Failed password for root from 203.0.113.9 port 1021 ssh2\n')
  write('root.pem', authority.root)
  write('signing.pem', authority.signing)
  write('impostor.pem', impostor.root)
  await run('add', 'a.log', '--no-read')
  expect(await run('anchor', 'request', '--out', 'head.tsq')).toMatchObject({ code: 0, stderr: expect.stringContaining('up to entry 1') })
  write('head.tsr', await authority.answer(read('head.tsq')))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Nothing of a refused response is kept: the chain is as it was, and the request still waits. */
async function expectRefused(ended: Ended, why: string, code = 1): Promise<void> {
  expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(why) })
  expect((await run('anchor', 'list')).stdout).toMatch(/^up to entry 1: asked for at .*, not answered\n$/)
  expect(await run('verify', '--no-entry')).toMatchObject({ code: 0, stderr: expect.stringContaining('1 custody entry, no time stamp: intact') })
}

describe('hindcast evidence anchor', () => {
  it('takes the answer of a trusted authority, and tells of it in what verifies', async () => {
    const taken = await run('anchor', 'import', 'head.tsr', '--ca', 'root.pem', '--by', 'Mara Lindqvist')
    expect(taken).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/the chain up to entry 1 was there at .*, says CN=Example Time Stamping\n$/),
    })
    expect((await run('anchor', 'list')).stdout).toMatch(/^up to entry 1: there at .*, says CN=Example Time Stamping \(serial number 01\)\n$/)
    const verified = await run('verify', '--no-entry')
    expect(verified).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/2 custody entries, time-stamped up to entry 1 at .*: intact/),
    })
    expect(await run('anchor', 'import', 'head.tsr', '--ca', 'root.pem')).toMatchObject({ code: 2, stderr: expect.stringContaining('waits for') })
  })

  it('refuses the answer of another authority, also of one with the same name', async () => {
    await expectRefused(await run('anchor', 'import', 'head.tsr', '--ca', 'impostor.pem'), 'No trusted certificate stands behind the time stamp')
    write('other.tsr', await impostor.answer(read('head.tsq')))
    await expectRefused(await run('anchor', 'import', 'other.tsr', '--ca', 'root.pem'), 'No trusted certificate stands behind the time stamp')
    expect((await run('anchor', 'import', 'other.tsr', '--ca', 'root.pem', '--ca', 'impostor.pem')).code).toBe(0)
  })

  it('refuses an answer to another request: for other data, and for the same', async () => {
    const other = makeTimestampRequest({ sha256: '1'.repeat(64), nonce: new Uint8Array(16).fill(7) })
    write('other.tsr', await authority.answer(other))
    await expectRefused(await run('anchor', 'import', 'other.tsr', '--ca', 'root.pem'), `The time stamp is for ${'1'.repeat(64)}`)
    const { sha256 } = readTimestampRequest(read('head.tsq'))
    write('again.tsr', await authority.answer(makeTimestampRequest({ sha256, nonce: new Uint8Array(16).fill(7) })))
    await expectRefused(await run('anchor', 'import', 'again.tsr', '--ca', 'root.pem'), 'answers another request for the same hash')
  })

  it('takes the signing certificate itself for trusted, but no other of the same authority', async () => {
    expect((await run('anchor', '--help')).stdout).toContain('the very one that signs')
    write('other-signing.pem', impostor.signing)
    await expectRefused(await run('anchor', 'import', 'head.tsr', '--ca', 'other-signing.pem'), 'The response proves nothing')
    expect((await run('anchor', 'import', 'head.tsr', '--ca', 'signing.pem')).code).toBe(0)
    expect(await run('verify', '--no-entry')).toMatchObject({ code: 0, stderr: expect.stringContaining('time-stamped up to entry 1') })
  })

  it('refuses what is no response, and what is no certificate', async () => {
    write('cut.tsr', read('head.tsr').subarray(0, 300))
    await expectRefused(await run('anchor', 'import', 'cut.tsr', '--ca', 'root.pem'), 'Cannot read the response')
    await expectRefused(await run('anchor', 'import', 'head.tsr', '--ca', 'a.log'), 'holds none in PEM form', 2)
    await expectRefused(await run('anchor', 'import', 'head.tsr', '--ca', 'nowhere.pem'), 'Cannot read "nowhere.pem"', 2)
  })
})
