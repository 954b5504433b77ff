import { Integer, OctetString } from 'asn1js'
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs'
import { AppError } from '../../base/error.ts'
import { derOf, hexOf, sameBytes } from './der.ts'

export const sha256Oid = '2.16.840.1.101.3.4.2.1'

/** A request for a time stamp: what is sent of the data is its hash only. */
export interface TimestampRequest {
  readonly sha256: string
  /** At least 8 random bytes; they tie the response to this request. */
  readonly nonce: Uint8Array
}

/**
 * A request of RFC 3161 (DER, for a file `.tsq`) that asks for the certificate of the authority to come with the answer. Nothing is sent: the user hands
 * it to an authority (`curl -H 'Content-Type: application/timestamp-query' --data-binary @file.tsq URL`) and brings the answer back.
 */
export function makeTimestampRequest({ sha256, nonce }: TimestampRequest): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new AppError('invalid', `"${sha256.slice(0, 80)}" is no SHA-256 in lower-case hex`)
  if (nonce.byteLength < 8 || nonce.byteLength > 32) throw new AppError('invalid', 'A nonce has 8 to 32 bytes')
  const imprint = new MessageImprint({
    hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256Oid }),
    hashedMessage: new OctetString({ valueHex: Uint8Array.from(Buffer.from(sha256, 'hex')) }),
  })
  // A leading byte keeps the number positive, and one that is not zero keeps its length.
  const number = new Integer({ valueHex: Uint8Array.of(1, ...nonce) })
  return derOf(new TimeStampReq({ version: 1, messageImprint: imprint, nonce: number, certReq: true }).toSchema())
}

/** What a request asked for. Throws AppError `invalid` where it is none that this program could have made. */
export function readTimestampRequest(request: Uint8Array): TimestampRequest {
  let read: TimeStampReq
  try {
    read = TimeStampReq.fromBER(Uint8Array.from(request))
  } catch (cause) {
    throw new AppError('invalid', 'This is no request for a time stamp (RFC 3161)', { cause })
  }
  const { messageImprint, nonce } = read
  if (messageImprint.hashAlgorithm.algorithmId !== sha256Oid || nonce === undefined) {
    throw new AppError('invalid', 'The request for a time stamp names no SHA-256, or has no nonce')
  }
  return { sha256: hexOf(messageImprint.hashedMessage.valueBlock.valueHexView), nonce: new Uint8Array(nonce.valueBlock.valueHexView) }
}

/** Whether two nonces are the same number, however many zeros lead it. */
export function sameNumber(a: Uint8Array, b: Uint8Array): boolean {
  return sameBytes(withoutZeros(a), withoutZeros(b))
}

function withoutZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0)
  return first < 0 ? new Uint8Array() : bytes.subarray(first)
}
