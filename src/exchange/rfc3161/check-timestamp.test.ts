import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkTimestamp, type TimestampCheck } from './check-timestamp.ts'
import { makeTimestampRequest, readTimestampRequest } from './timestamp-request.ts'

const folder = join(import.meta.dirname, '../../../fixtures/exchange/rfc3161')
const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, name)))
const pem = (name: string) => readFileSync(join(folder, name), 'utf8')
const sha256 = createHash('sha256').update('custody').digest('hex')

function check(name: string, other: Partial<TimestampCheck> = {}) {
  return checkTimestamp({ request: bytes('request.tsq'), response: bytes(`${name}.tsr`), roots: [pem('root.pem')], ...other })
}

describe('makeTimestampRequest()', () => {
  it('makes a request that says what it was made of', () => {
    const nonce = Uint8Array.of(0, 0x80, 3, 4, 5, 6, 7, 8)
    const request = makeTimestampRequest({ sha256, nonce })
    expect(readTimestampRequest(request)).toEqual({ sha256, nonce: Uint8Array.of(1, ...nonce) })
    // SEQUENCE { INTEGER 1, SEQUENCE { SEQUENCE { OID sha256 }, OCTET STRING }, INTEGER, BOOLEAN TRUE }
    const algorithm = '300b0609608648016503040201'
    expect(Buffer.from(request).toString('hex')).toBe(`3042020101302f${algorithm}0420${sha256}02090100800304050607080101ff`)
  })

  it('refuses what is no hash, and a nonce that could be guessed', () => {
    expect(() => makeTimestampRequest({ sha256: 'abc', nonce: new Uint8Array(8) })).toThrow('is no SHA-256')
    expect(() => makeTimestampRequest({ sha256, nonce: new Uint8Array(4) })).toThrow('8 to 32 bytes')
    expect(() => readTimestampRequest(Uint8Array.of(1, 2, 3))).toThrow('no request for a time stamp')
  })
})

describe('checkTimestamp()', () => {
  it.each([
    ['good-rsa-sha256', 'O=Example Time, CN=Example Stamping 1', ['Example Root']],
    ['good-rsa-sha512', 'O=Example Time, CN=Example Stamping 1', ['Example Root']],
    ['good-ecdsa-sha384', 'O=Example Time, CN=Example Stamping 2', ['Example Issuing Authority', 'Example Root']],
    ['good-signed-by-hand', 'O=Example Time, CN=Example Stamping 1', ['Example Root']],
  ])('accepts %s, and says who stamped when', (name, tsa, above) => {
    const checked = check(name)
    expect(checked).toMatchObject({ ok: true, value: { sha256, accuracyMs: 1_500.1, policy: '1.3.6.1.4.1.32473.1' } })
    if (!checked.ok) return
    expect(checked.value.genTime).toMatch(/^2026-11-22T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    expect(checked.value.tsa.split(', ').sort()).toEqual(tsa.split(', ').sort())
    expect(checked.value.path.map((one) => /CN=([^,]+)/.exec(one)?.[1])).toEqual(above)
    expect(checked.value.serial).toMatch(/^[0-9a-f]{2}$/)
    // The token is what the response holds behind its status.
    expect(Buffer.from(bytes(`${name}.tsr`)).indexOf(checked.token)).toBeGreaterThan(0)
  })

  it.each([
    ['other-imprint', 'imprint', `not for ${sha256}, which was asked for`],
    ['other-nonce', 'nonce', 'its nonce is not the one that was sent'],
    ['rejected', 'rejected', 'The authority refused the time stamp (status 2): Requested policy is not supported.'],
    ['expired', 'expired', 'The certificate that signed was valid from 2025-01-01 to 2025-12-31, and not when it stamped, on 2026-11-22'],
    ['no-purpose', 'certificate', 'The certificate that signed is not made for time stamps'],
    ['two-purposes', 'certificate', 'The certificate that signed is made for more than time stamps'],
    ['no-signing-certificate', 'certificate', 'The signature does not name its certificate'],
    ['issued-by-no-authority', 'untrusted', 'No trusted certificate stands behind the time stamp'],
  ])('refuses %s', (name, code, message) => {
    expect(check(name)).toEqual({ ok: false, code, message: expect.stringContaining(message) })
  })

  it('refuses another root with the same name', () => {
    const message = expect.stringMatching(/it was issued by "O=Example Time, CN=Example Root|it was issued by "CN=Example Root, O=Example Time/)
    expect(check('good-rsa-sha256', { roots: [pem('other-root.pem')] })).toEqual({ ok: false, code: 'untrusted', message })
    expect(check('good-rsa-sha256', { roots: [pem('other-root.pem'), pem('root.pem')] }).ok).toBe(true)
    expect(check('good-rsa-sha256', { roots: [], between: [pem('root.pem')] })).toMatchObject({ ok: false, code: 'untrusted' })
  })

  it('refuses a time, a name and a signature that were changed', () => {
    const good = Buffer.from(bytes('good-rsa-sha256.tsr'))
    const change = (at: number) => {
      const changed = Uint8Array.from(good)
      changed[at] = (changed[at] ?? 0) ^ 1
      return check('good-rsa-sha256', { response: changed })
    }
    expect(change(good.indexOf('20261122') + 9)).toEqual({
      ok: false,
      code: 'signature',
      message: 'The time stamp was changed after it was signed: its digest is not the one that was signed',
    })
    expect(change(good.byteLength - 10)).toMatchObject({
      ok: false,
      code: 'signature',
      message: expect.stringContaining('The signature of the time stamp is wrong'),
    })
  })

  it.each(['good-rsa-sha256', 'good-ecdsa-sha384'])('never takes a changed %s for more than the stamp it was, wherever it was changed', (name) => {
    const response = bytes(`${name}.tsr`)
    const unchanged = check(name)
    for (let at = 0; at < response.byteLength; at += 13) {
      const changed = Uint8Array.from(response)
      changed[at] = (changed[at] ?? 0) ^ 0x41
      const checked = check(name, { response: changed })
      // Some bytes are signed by nobody (the list of digests, a status text); they change nothing of what is proven.
      if (checked.ok) expect(unchanged).toMatchObject({ ok: true, value: checked.value })
      else expect(checked.message).not.toBe('')
    }
  })

  it('refuses what is cut off, goes on, or is none', () => {
    const good = bytes('good-rsa-sha256.tsr')
    for (const response of [
      good.subarray(0, 900),
      Uint8Array.of(...good, 0),
      new Uint8Array(),
      Buffer.from('<html>503</html>'),
      new Uint8Array(2_000_000),
    ]) {
      expect(check('good-rsa-sha256', { response })).toMatchObject({ ok: false, code: 'unreadable' })
    }
  })

  it('says which of the trusted certificates cannot be read', () => {
    expect(() => check('good-rsa-sha256', { roots: ['nothing'] })).toThrow('holds none in PEM form')
    expect(() => check('good-rsa-sha256', { roots: [`${pem('root.pem')}-----BEGIN CERTIFICATE-----\nAAAA\n`] })).toThrow(
      'Certificate 2 of the trusted',
    )
  })
})
