import { X509Certificate } from 'node:crypto'
import { BasicConstraints, Certificate } from 'pkijs'
import { AppError } from '../../base/error.ts'
import { derOf, sameBytes } from './der.ts'
import { TimestampRefusal } from './refusal.ts'

/** Certificates between the signing one and a root; real ones have one or two. */
const mostBetween = 6
/** Signatures looked at in all: crossed certificates could make the ways many. */
const mostTries = 200

const basicConstraintsOid = '2.5.29.19'
const keyUsageOid = '2.5.29.15'
/** Extensions whose meaning is heeded here: one that is critical and not among them makes a certificate unusable (RFC 5280 4.2). */
const heeded: ReadonlySet<string> = new Set([basicConstraintsOid, keyUsageOid, '2.5.29.37', '2.5.29.14', '2.5.29.35', '2.5.29.17', '2.5.29.32'])

/** A certificate as both libraries see it. */
export interface Known {
  readonly certificate: Certificate
  readonly x509: X509Certificate
}

export function known(certificate: Certificate): Known {
  try {
    return { certificate, x509: new X509Certificate(derOf(certificate.toSchema())) }
  } catch (cause) {
    throw new TimestampRefusal('unreadable', 'A certificate of the response cannot be read', { cause })
  }
}

/** Certificates of PEM texts. Throws AppError `invalid` where a text holds none, or one that cannot be read. */
export function readPem(texts: readonly string[]): Known[] {
  return texts.flatMap((text) => {
    const blocks = text.split('-----BEGIN CERTIFICATE-----').slice(1)
    if (blocks.length === 0) throw new AppError('invalid', 'The file of trusted certificates holds none in PEM form ("-----BEGIN CERTIFICATE-----")')
    return blocks.map((block, index) => {
      const [body = ''] = block.split('-----END CERTIFICATE-----', 1)
      try {
        return known(Certificate.fromBER(Uint8Array.from(Buffer.from(body, 'base64'))))
      } catch (cause) {
        throw new AppError('invalid', `Certificate ${index + 1} of the trusted certificates cannot be read`, { cause })
      }
    })
  })
}

/** What a path is looked for in. */
export interface PathRequest {
  readonly leaf: Known
  readonly others: readonly Known[]
  /** Trusted as they are: what made them is not asked. */
  readonly roots: readonly Known[]
  readonly at: Date
}

/**
 * The certificates from the leaf to a trusted root, each valid at the time and allowed to have issued the one before (RFC 5280 6.1 without name constraints
 * and policies: a certificate that makes them critical is refused). Revocation is not looked up: nothing here touches the network.
 */
export function findPath(request: PathRequest): readonly Known[] {
  const { leaf, roots, at } = request
  checkValid(leaf, at)
  if (roots.some((root) => isSame(root, leaf))) return [leaf]
  const found = climb([leaf], request, { left: mostTries })
  if (found !== undefined) return found
  const issuer = leaf.x509.issuer.replaceAll('\n', ', ')
  throw new TimestampRefusal(
    'untrusted',
    `No trusted certificate stands behind the time stamp: it was issued by "${issuer}", and none of the given ones leads there`,
  )
}

function climb(path: readonly Known[], request: PathRequest, tries: { left: number }): readonly Known[] | undefined {
  const top = path.at(-1)
  if (top === undefined || path.length > mostBetween + 1) return undefined
  // Roots first: the shortest way counts.
  for (const [isRoot, candidates] of [
    [true, request.roots],
    [false, request.others],
  ] as const) {
    for (const candidate of candidates) {
      tries.left -= 1
      if (tries.left < 0) return undefined
      if (path.some((one) => isSame(one, candidate)) || !mayIssue(candidate, top, { at: request.at, below: path.length - 1 })) continue
      const longer = [...path, candidate]
      const found = isRoot ? longer : climb(longer, request, tries)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/** `below`: certificates of authorities between the issuer and the leaf. */
function mayIssue(issuer: Known, subject: Known, { at, below }: { at: Date; below: number }): boolean {
  if (!subject.x509.checkIssued(issuer.x509) || !issuer.x509.ca || !isValidAt(issuer, at) || !isUnderstood(issuer.certificate)) return false
  const constraints = issuer.certificate.extensions?.find(({ extnID }) => extnID === basicConstraintsOid)?.parsedValue
  const most = constraints instanceof BasicConstraints ? constraints.pathLenConstraint : undefined
  if (typeof most === 'number' && below > most) return false
  return subject.x509.verify(issuer.x509.publicKey)
}

function isUnderstood({ extensions = [] }: Certificate): boolean {
  return extensions.every(({ critical, extnID }) => !critical || heeded.has(extnID))
}

function isValidAt({ x509 }: Known, at: Date): boolean {
  return at >= new Date(x509.validFrom) && at <= new Date(x509.validTo)
}

function checkValid(leaf: Known, at: Date): void {
  if (!isUnderstood(leaf.certificate))
    throw new TimestampRefusal('certificate', 'The certificate that signed has a critical extension that is not known')
  if (isValidAt(leaf, at)) return
  const { validFrom, validTo } = leaf.x509
  const [from, to] = [new Date(validFrom), new Date(validTo)].map((date) => date.toISOString().slice(0, 10))
  throw new TimestampRefusal(
    'expired',
    `The certificate that signed was valid from ${from} to ${to}, and not when it stamped, on ${at.toISOString().slice(0, 10)}`,
  )
}

function isSame(a: Known, b: Known): boolean {
  return sameBytes(a.x509.raw, b.x509.raw)
}
