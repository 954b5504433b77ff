import { type GeneralName, RelativeDistinguishedNames, type TSTInfo } from 'pkijs'
import { findPath, type Known, known, readPem } from './certificate-path.ts'
import { checkSignature } from './check-signature.ts'
import { hexOf } from './der.ts'
import { TimestampRefusal, type TimestampFaultCode } from './refusal.ts'
import { readResponse } from './signed-token.ts'
import { findSigningCertificate } from './signing-certificate.ts'
import { readTimestampRequest, sameNumber, sha256Oid, type TimestampRequest } from './timestamp-request.ts'

/** What is checked. */
export interface TimestampCheck {
  /** DER of the request, as it was made. */
  readonly request: Uint8Array
  /** DER of the response, as it came. */
  readonly response: Uint8Array
  /** Texts of PEM files with certificates that are trusted: of authorities that issue, or the very one that signs (what issued that is then not asked). */
  readonly roots: readonly string[]
  /** Texts of PEM files with certificates that may stand between; those in the response need not be given. */
  readonly between?: readonly string[]
}

/** What a time stamp proves: data with the hash was there at `genTime`. */
export interface Timestamp {
  readonly sha256: string
  /** UTC, to the millisecond. */
  readonly genTime: string
  /** The authority's tolerance in milliseconds; absent where it states none. */
  readonly accuracyMs?: number
  /** OID of the policy it stamped under. */
  readonly policy: string
  /** The name in the certificate that signed. */
  readonly tsa: string
  /** Serial number of the stamp, hex. */
  readonly serial: string
  /** Names of the certificates above, up to the trusted one. */
  readonly path: readonly string[]
}

export type CheckedTimestamp =
  | { readonly ok: true; readonly value: Timestamp; readonly token: Uint8Array }
  | { readonly ok: false; readonly code: TimestampFaultCode; readonly message: string }

/**
 * Checks the answer to a request for a time stamp (RFC 3161, RFC 5816) without any network: granted, for this hash and this request, signed with a
 * certificate made for it that was valid then and leads to a trusted one. Whether a certificate was revoked is not known offline, and not claimed.
 * Throws AppError `invalid` where the request or a trusted certificate cannot be read.
 */
export function checkTimestamp({ request, response, roots, between = [] }: TimestampCheck): CheckedTimestamp {
  const asked = readTimestampRequest(request)
  const [trusted, given] = [readPem(roots), readPem(between)]
  try {
    const { der, content, info, signer, certificates } = readResponse(response)
    checkAnswers(asked, info)
    const others = [...certificates.map(known), ...given]
    const certificate = findSigningCertificate(signer, [
      ...certificates,
      ...given.map((one) => one.certificate),
      ...trusted.map((one) => one.certificate),
    ])
    checkSignature({ signer, content, certificate })
    const leaf = known(certificate)
    checkName(info, leaf)
    const path = findPath({ leaf, others, roots: trusted, at: info.genTime })
    return { ok: true, value: timestampOf({ asked, info, path }), token: der }
  } catch (error) {
    if (error instanceof TimestampRefusal) return { ok: false, code: error.code, message: error.message }
    throw error
  }
}

function checkAnswers({ sha256, nonce }: TimestampRequest, { messageImprint, nonce: answered }: TSTInfo): void {
  const stamped = hexOf(messageImprint.hashedMessage.valueBlock.valueHexView)
  if (messageImprint.hashAlgorithm.algorithmId !== sha256Oid || stamped !== sha256) {
    throw new TimestampRefusal('imprint', `The time stamp is for ${stamped}, not for ${sha256}, which was asked for`)
  }
  if (answered === undefined || !sameNumber(answered.valueBlock.valueHexView, nonce)) {
    throw new TimestampRefusal('nonce', 'The time stamp answers another request for the same hash: its nonce is not the one that was sent')
  }
}

/** The name a stamp gives its authority, where it gives one, is that of the certificate (RFC 3161 2.4.2). */
function checkName({ tsa }: TSTInfo, { certificate }: Known): void {
  const told = tsa === undefined ? undefined : nameOf(tsa)
  if (told !== undefined && !told.isEqual(certificate.subject)) {
    throw new TimestampRefusal('certificate', 'The time stamp names another authority than the certificate that signed it')
  }
}

function nameOf({ value }: GeneralName): RelativeDistinguishedNames | undefined {
  return value instanceof RelativeDistinguishedNames ? value : undefined
}

function timestampOf({ asked, info, path }: { asked: TimestampRequest; info: TSTInfo; path: readonly Known[] }): Timestamp {
  const [own, ...above] = path.map(({ x509 }) => x509.subject.split('\n').join(', '))
  const { accuracy } = info
  const accuracyMs = accuracy === undefined ? undefined : (accuracy.seconds ?? 0) * 1_000 + (accuracy.millis ?? 0) + (accuracy.micros ?? 0) / 1_000
  return {
    sha256: asked.sha256,
    genTime: info.genTime.toISOString(),
    ...(accuracyMs === undefined ? {} : { accuracyMs }),
    policy: info.policy,
    tsa: own ?? '',
    serial: hexOf(info.serialNumber.valueBlock.valueHexView),
    path: above,
  }
}
