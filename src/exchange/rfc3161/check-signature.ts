import { createHash, createPublicKey, constants, type KeyObject, verify } from 'node:crypto'
import { OctetString } from 'asn1js'
import type { Certificate, SignerInfo } from 'pkijs'
import { derOf, sameBytes } from './der.ts'
import { TimestampRefusal } from './refusal.ts'
import { oidOf, signedAttribute } from './signed-token.ts'

/** Digests a signature may use. SHA-1 and MD5 are not among them: a second document with the same digest can be made. */
const digests: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

type Scheme = 'rsa' | 'rsa-pss' | 'ecdsa' | 'ed25519'

/** Signature algorithms (RFC 8017, 5758, 8419) with the digest they name, if they do. */
const schemes: Readonly<Record<string, readonly [Scheme, digest?: string]>> = {
  '1.2.840.113549.1.1.1': ['rsa'],
  '1.2.840.113549.1.1.11': ['rsa', 'sha256'],
  '1.2.840.113549.1.1.12': ['rsa', 'sha384'],
  '1.2.840.113549.1.1.13': ['rsa', 'sha512'],
  '1.2.840.113549.1.1.10': ['rsa-pss'],
  '1.2.840.10045.2.1': ['ecdsa'],
  '1.2.840.10045.4.3.2': ['ecdsa', 'sha256'],
  '1.2.840.10045.4.3.3': ['ecdsa', 'sha384'],
  '1.2.840.10045.4.3.4': ['ecdsa', 'sha512'],
  '1.3.101.112': ['ed25519', 'sha512'],
}

const contentTypeOid = '1.2.840.113549.1.9.3'
const messageDigestOid = '1.2.840.113549.1.9.4'
const tstInfoOid = '1.2.840.113549.1.9.16.1.4'

/** Checks the signature of a token over its content with the key of a certificate (RFC 5652 5.4 and 5.6). */
export function checkSignature({ signer, content, certificate }: { signer: SignerInfo; content: Uint8Array; certificate: Certificate }): void {
  const digest = digestOf(signer.digestAlgorithm.algorithmId)
  const { signedAttrs } = signer
  if (signedAttrs === undefined) throw new TimestampRefusal('signature', 'The signature covers no attributes: it does not name what it signs')
  if (oidOf(signedAttribute(signer, contentTypeOid)[0]) !== tstInfoOid) {
    throw new TimestampRefusal('signature', 'The signature was not made over a time stamp (its content type is another)')
  }
  const [told] = signedAttribute(signer, messageDigestOid)
  const actual = createHash(digest).update(content).digest()
  if (!(told instanceof OctetString) || !sameBytes(told.valueBlock.valueHexView, actual)) {
    throw new TimestampRefusal('signature', 'The time stamp was changed after it was signed: its digest is not the one that was signed')
  }
  const [scheme, ownDigest = digest] = schemes[signer.signatureAlgorithm.algorithmId] ?? []
  if (scheme === undefined)
    throw new TimestampRefusal('signature', `The signature uses the algorithm ${signer.signatureAlgorithm.algorithmId}, which is not known`)
  const signature = new Uint8Array(signer.signature.getValue())
  const signed = { scheme, digest: ownDigest, data: new Uint8Array(signedAttrs.encodedValue), signature }
  if (!isSigned(signed, keyOf(certificate))) {
    throw new TimestampRefusal(
      'signature',
      'The signature of the time stamp is wrong: it was changed, or signed with another key than that of its certificate',
    )
  }
}

function digestOf(oid: string): string {
  const digest = digests[oid]
  if (digest === undefined)
    throw new TimestampRefusal('signature', `The signature uses the digest ${oid}; only SHA-256, SHA-384 and SHA-512 are accepted`)
  return digest
}

function keyOf(certificate: Certificate): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(derOf(certificate.subjectPublicKeyInfo.toSchema())), format: 'der', type: 'spki' })
  } catch (cause) {
    throw new TimestampRefusal('certificate', 'The key of the signing certificate cannot be read', { cause })
  }
}

const keyTypes: Readonly<Record<Scheme, readonly string[]>> = {
  rsa: ['rsa'],
  'rsa-pss': ['rsa', 'rsa-pss'],
  ecdsa: ['ec'],
  ed25519: ['ed25519'],
}

function isSigned(
  { scheme, digest, data, signature }: { scheme: Scheme; digest: string; data: Uint8Array; signature: Uint8Array },
  key: KeyObject,
): boolean {
  if (!keyTypes[scheme].includes(key.asymmetricKeyType ?? '')) return false
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
  try {
    return verify(scheme === 'ed25519' ? null : digest, data, { key, ...(scheme === 'rsa-pss' ? padding : {}) }, signature)
  } catch {
    // OpenSSL throws where the signature is no signature at all.
    return false
  }
}
