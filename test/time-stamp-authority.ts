import { createHash, webcrypto } from 'node:crypto'
import { Integer, ObjectIdentifier, OctetString, Sequence, Utf8String } from 'asn1js'
import {
  Accuracy,
  Attribute,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  ExtKeyUsage,
  IssuerAndSerialNumber,
  MessageImprint,
  PKIStatus,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs'

const contentTypeOid = '1.2.840.113549.1.9.3'
const messageDigestOid = '1.2.840.113549.1.9.4'
const signingCertificateV2Oid = '1.2.840.113549.1.9.16.2.47'
const tstInfoOid = '1.2.840.113549.1.9.16.1.4'
const timeStampingOid = '1.3.6.1.5.5.7.3.8'
const day = 86_400_000

/** A time-stamping authority (RFC 3161) of a test's own: its keys are made anew and thrown away with it. */
export interface Authority {
  /** PEM of the certificate at the top, which stamps nothing itself. */
  readonly root: string
  /** PEM of the certificate that signs the time stamps. */
  readonly signing: string
  /** DER of the answer to a request, as such an authority gives it. */
  answer(request: Uint8Array): Promise<Uint8Array>
}

/** Two certificates, the second issued by the first, and what stamps with it. Authorities of the same name have the same names in their certificates. */
export async function openAuthority(name: string): Promise<Authority> {
  const [above, own] = [await makeKeys(), await makeKeys()]
  const issuer = { name: `${name} Root`, key: above.privateKey }
  const root = await certify({ name: issuer.name, serial: 1, key: above.publicKey, issuer, extension: authorityExtension() })
  const signing = await certify({ name: `${name} Stamping`, serial: 2, key: own.publicKey, issuer, extension: stampingExtension() })
  let serial = 0
  return {
    root: pemOf(root),
    signing: pemOf(signing),
    async answer(request) {
      serial += 1
      return stamp(TimeStampReq.fromBER(Uint8Array.from(request)), { serial, certificate: signing, key: own.privateKey })
    },
  }
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
}

interface Certified {
  readonly name: string
  readonly serial: number
  readonly key: webcrypto.CryptoKey
  readonly issuer: { readonly name: string; readonly key: webcrypto.CryptoKey }
  readonly extension: Extension
}

async function certify({ name, serial, key, issuer, extension }: Certified): Promise<Certificate> {
  const certificate = new Certificate({ version: 2, serialNumber: new Integer({ value: serial }) })
  certificate.subject.typesAndValues.push(commonName(name))
  certificate.issuer.typesAndValues.push(commonName(issuer.name))
  certificate.notBefore.value = new Date(Date.now() - day)
  certificate.notAfter.value = new Date(Date.now() + day)
  certificate.extensions = [extension]
  await certificate.subjectPublicKeyInfo.importKey(key)
  await certificate.sign(issuer.key, 'SHA-256')
  return certificate
}

function commonName(value: string): AttributeTypeAndValue {
  return new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value }) })
}

function authorityExtension(): Extension {
  return new Extension({ extnID: '2.5.29.19', critical: true, extnValue: new BasicConstraints({ cA: true }).toSchema().toBER() })
}

function stampingExtension(): Extension {
  const usage = new ExtKeyUsage({ keyPurposes: [timeStampingOid] })
  return new Extension({ extnID: '2.5.29.37', critical: true, extnValue: usage.toSchema().toBER() })
}

interface Stamper {
  readonly serial: number
  readonly certificate: Certificate
  readonly key: webcrypto.CryptoKey
}

async function stamp({ messageImprint, nonce }: TimeStampReq, { serial, certificate, key }: Stamper): Promise<Uint8Array> {
  const info = new TSTInfo({
    version: 1,
    policy: '1.3.6.1.4.1.32473.1',
    messageImprint: new MessageImprint({ hashAlgorithm: messageImprint.hashAlgorithm, hashedMessage: messageImprint.hashedMessage }),
    serialNumber: new Integer({ value: serial }),
    genTime: new Date(),
    accuracy: new Accuracy({ seconds: 1 }),
    ...(nonce === undefined ? {} : { nonce }),
  })
  const content = info.toSchema().toBER()
  const signed = new SignedData({
    version: 3,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: tstInfoOid, eContent: new OctetString({ valueHex: content }) }),
    certificates: [certificate],
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: signedAttributes(new Uint8Array(content), certificate),
      }),
    ],
  })
  await signed.sign(key, 0, 'SHA-256')
  const token = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) })
  return new Uint8Array(new TimeStampResp({ status: new PKIStatusInfo({ status: PKIStatus.granted }), timeStampToken: token }).toSchema().toBER())
}

/** What the signature covers: what was signed, its digest, and which certificate signs (ESSCertIDv2 with SHA-256, RFC 5816). */
function signedAttributes(content: Uint8Array, certificate: Certificate): SignedAndUnsignedAttributes {
  const named = digest(new Uint8Array(certificate.toSchema().toBER()))
  const essCertIds = new Sequence({ value: [new Sequence({ value: [new OctetString({ valueHex: named })] })] })
  const attributes = [
    new Attribute({ type: contentTypeOid, values: [new ObjectIdentifier({ value: tstInfoOid })] }),
    new Attribute({ type: messageDigestOid, values: [new OctetString({ valueHex: digest(content) })] }),
    new Attribute({ type: signingCertificateV2Oid, values: [new Sequence({ value: [essCertIds] })] }),
  ]
  return new SignedAndUnsignedAttributes({ type: 0, attributes })
}

function digest(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash('sha256').update(bytes).digest())
}

function pemOf(certificate: Certificate): string {
  const body =
    Buffer.from(certificate.toSchema().toBER())
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...body, '-----END CERTIFICATE-----', ''].join('\n')
}
