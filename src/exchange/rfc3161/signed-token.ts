import { type BaseBlock, fromBER, ObjectIdentifier, OctetString } from 'asn1js'
import { Certificate, type ContentInfo, PKIStatus, SignedData, type SignerInfo, TimeStampResp, TSTInfo } from 'pkijs'
import { messageOf } from '../../base/error.ts'
import { derOf } from './der.ts'
import { TimestampRefusal } from './refusal.ts'

/** A token as a response brought it, not checked yet. */
export interface SignedToken {
  /** DER of the token (CMS). */
  readonly der: Uint8Array
  /** What was signed: DER of the TSTInfo. */
  readonly content: Uint8Array
  readonly info: TSTInfo
  readonly signer: SignerInfo
  /** Certificates that came with it. */
  readonly certificates: readonly Certificate[]
}

/** A response has a few kilobytes; anything far beyond is none. */
const mostBytes = 1_000_000
const mostCertificates = 20

const signedDataOid = '1.2.840.113549.1.7.2'
const tstInfoOid = '1.2.840.113549.1.9.16.1.4'

/** Reads a response (RFC 3161 2.4.2) whose status is granted, and the one signature of its token. */
export function readResponse(response: Uint8Array): SignedToken {
  if (response.byteLength > mostBytes)
    throw new TimestampRefusal('unreadable', `The response has ${response.byteLength} bytes; no time stamp is that large`)
  const { status, timeStampToken } = read('response', response, (bytes) => TimeStampResp.fromBER(bytes))
  // With modifications: none is asked for, and those that matter are checked below.
  if (status.status !== PKIStatus.granted && status.status !== PKIStatus.grantedWithMods) {
    throw new TimestampRefusal('rejected', rejection(status.status, status.statusStrings))
  }
  if (timeStampToken === undefined) throw new TimestampRefusal('unreadable', 'The response says that the time stamp was granted, but brings none')
  return readToken(timeStampToken)
}

function rejection(status: number, told: readonly { readonly valueBlock: { readonly value: string } }[] | undefined): string {
  const reason = (told ?? []).map(({ valueBlock }) => valueBlock.value).join(' ')
  return `The authority refused the time stamp (status ${status})${reason === '' ? '' : `: ${reason.slice(0, 300)}`}`
}

function readToken(token: ContentInfo): SignedToken {
  if (token.contentType !== signedDataOid)
    throw new TimestampRefusal('unreadable', 'The token of the response is not signed (it is no CMS SignedData)')
  const signed = attempt('token', () => new SignedData({ schema: token.content }))
  const { encapContentInfo, signerInfos, certificates = [] } = signed
  const { eContent } = encapContentInfo
  if (encapContentInfo.eContentType !== tstInfoOid || !(eContent instanceof OctetString)) {
    throw new TimestampRefusal('unreadable', 'What the token signs is no time stamp')
  }
  const [signer, ...others] = signerInfos
  if (signer === undefined || others.length > 0) {
    throw new TimestampRefusal('unreadable', `A time stamp has one signature; this one has ${signerInfos.length}`)
  }
  const own = certificates.filter((certificate) => certificate instanceof Certificate)
  if (own.length > mostCertificates)
    throw new TimestampRefusal('unreadable', `The response brings ${own.length} certificates; at most ${mostCertificates} are read`)
  const content = new Uint8Array(eContent.getValue())
  const info = read('time stamp', content, (bytes) => TSTInfo.fromBER(bytes))
  if (info.version !== 1) throw new TimestampRefusal('unreadable', `The time stamp has version ${info.version}; only version 1 is known`)
  return { der: derOf(token.toSchema()), content, info, signer, certificates: own }
}

/** Parses all of the bytes; what stands behind is refused like what is missing. */
function read<T>(what: string, bytes: Uint8Array, parse: (bytes: Uint8Array<ArrayBuffer>) => T): T {
  const copy = Uint8Array.from(bytes)
  const { offset } = attempt(what, () => fromBER(copy))
  if (offset !== copy.byteLength) {
    const problem = offset < 0 ? 'it is damaged, or no answer of a time-stamping authority' : `${copy.byteLength - offset} bytes follow its end`
    throw new TimestampRefusal('unreadable', `Cannot read the ${what}: ${problem}`)
  }
  return attempt(what, () => parse(copy))
}

function attempt<T>(what: string, parse: () => T): T {
  try {
    return parse()
  } catch (cause) {
    throw new TimestampRefusal(
      'unreadable',
      `Cannot read the ${what}: it is damaged, or no answer of a time-stamping authority (${messageOf(cause)})`,
      { cause },
    )
  }
}

/** The values of a signed attribute; none where it is absent, and a refusal where it is there twice. */
export function signedAttribute({ signedAttrs }: SignerInfo, oid: string): readonly BaseBlock[] {
  const [found, ...others] = (signedAttrs?.attributes ?? []).filter(({ type }) => type === oid)
  if (others.length > 0) throw new TimestampRefusal('signature', `The signature has the attribute ${oid} more than once`)
  return found === undefined ? [] : found.values
}

export function oidOf(block: BaseBlock | undefined): string | undefined {
  return block instanceof ObjectIdentifier ? block.valueBlock.toString() : undefined
}
