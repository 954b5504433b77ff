import { createHash } from 'node:crypto'
import { type BaseBlock, Integer, OctetString } from 'asn1js'
import { type Certificate, ExtKeyUsage, IssuerAndSerialNumber, type SignerInfo } from 'pkijs'
import { derOf, partsOf, sameBytes } from './der.ts'
import { TimestampRefusal } from './refusal.ts'
import { oidOf, signedAttribute } from './signed-token.ts'

const signingCertificateOid = '1.2.840.113549.1.9.16.2.12'
const signingCertificateV2Oid = '1.2.840.113549.1.9.16.2.47'
const keyIdentifierOid = '2.5.29.14'
const keyPurposeOid = '2.5.29.37'
const timeStampingOid = '1.3.6.1.5.5.7.3.8'

const hashes: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/**
 * The certificate that signed: the one the signature points at, which its signed attribute names by hash (ESSCertIDv2, RFC 5816; ESSCertID of RFC 2634
 * with older authorities), and which is made for time stamps and nothing else (RFC 3161 2.3).
 */
export function findSigningCertificate(signer: SignerInfo, certificates: readonly Certificate[]): Certificate {
  const found = certificates.find((certificate) => isSigner(signer, certificate))
  if (found === undefined) {
    throw new TimestampRefusal(
      'certificate',
      'The certificate that signed the time stamp is not in the response: ask the authority for one with its certificate',
    )
  }
  checkPurpose(found)
  checkNamed(signer, found)
  return found
}

function isSigner({ sid }: SignerInfo, certificate: Certificate): boolean {
  if (sid instanceof IssuerAndSerialNumber) {
    return sid.issuer.isEqual(certificate.issuer) && sid.serialNumber.isEqual(certificate.serialNumber)
  }
  const own = certificate.extensions?.find(({ extnID }) => extnID === keyIdentifierOid)?.parsedValue
  const wanted: unknown = sid
  if (!(own instanceof OctetString) || typeof wanted !== 'object' || wanted === null || !('valueBlock' in wanted)) return false
  const block: unknown = wanted.valueBlock
  if (typeof block !== 'object' || block === null || !('valueHexView' in block) || !(block.valueHexView instanceof Uint8Array)) return false
  return sameBytes(own.valueBlock.valueHexView, block.valueHexView)
}

function checkPurpose(certificate: Certificate): void {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === keyPurposeOid)
  const purposes = usage?.parsedValue instanceof ExtKeyUsage ? usage.parsedValue.keyPurposes : []
  if (!purposes.includes(timeStampingOid)) throw new TimestampRefusal('certificate', 'The certificate that signed is not made for time stamps')
  if (purposes.length > 1) throw new TimestampRefusal('certificate', 'The certificate that signed is made for more than time stamps')
  if (usage?.critical !== true)
    throw new TimestampRefusal('certificate', 'The certificate that signed is not bound to time stamps (its purpose is not critical)')
}

function checkNamed(signer: SignerInfo, certificate: Certificate): void {
  const [second] = signedAttribute(signer, signingCertificateV2Oid)
  const [first] = signedAttribute(signer, signingCertificateOid)
  if (second === undefined && first === undefined) {
    throw new TimestampRefusal('certificate', 'The signature does not name its certificate: another one for the same key could be put in its place')
  }
  // Each names first the certificate that signed, then possibly those above it.
  const named = (attribute: BaseBlock | undefined) => partsOf(partsOf(partsOf(attribute)[0])[0])
  const isNamed = [
    ...(second === undefined ? [] : [isNamedV2(named(second), certificate)]),
    ...(first === undefined ? [] : [isNamedAs(named(first), { hash: 'sha1', certificate })]),
  ]
  if (isNamed.includes(false)) throw new TimestampRefusal('certificate', 'The signature names another certificate than the one it came with')
}

/** ESSCertIDv2 ::= SEQUENCE { hashAlgorithm AlgorithmIdentifier DEFAULT sha256, certHash OCTET STRING, issuerSerial IssuerSerial OPTIONAL } */
function isNamedV2(parts: readonly BaseBlock[], certificate: Certificate): boolean {
  if (parts[0] instanceof OctetString) return isNamedAs(parts, { hash: 'sha256', certificate })
  const hash = hashes[oidOf(partsOf(parts[0])[0]) ?? '']
  return hash !== undefined && isNamedAs(parts.slice(1), { hash, certificate })
}

/** ESSCertID ::= SEQUENCE { certHash OCTET STRING, issuerSerial SEQUENCE { issuer GeneralNames, serialNumber INTEGER } OPTIONAL } */
function isNamedAs([certHash, issuerSerial]: readonly BaseBlock[], { hash, certificate }: { hash: string; certificate: Certificate }): boolean {
  if (!(certHash instanceof OctetString)) return false
  const actual = createHash(hash).update(derOf(certificate.toSchema())).digest()
  const serial = partsOf(issuerSerial)[1]
  const isSerial = serial === undefined || (serial instanceof Integer && serial.isEqual(certificate.serialNumber))
  return isSerial && sameBytes(certHash.valueBlock.valueHexView, actual)
}
