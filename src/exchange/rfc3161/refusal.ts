/** Why a time stamp proves nothing: thrown where it is found, answered as a value by `checkTimestamp`. */
export class TimestampRefusal extends Error {
  readonly code: TimestampFaultCode

  constructor(code: TimestampFaultCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'TimestampRefusal'
    this.code = code
  }
}

/**
 * `unreadable` (no response, or a damaged one), `rejected` (the authority refused), `imprint` and `nonce` (it answers another request), `signature`,
 * `certificate` (missing, not named by the token, or not made for time stamps), `expired` (not valid when it stamped), `untrusted` (no path to a root).
 */
export type TimestampFaultCode = 'unreadable' | 'rejected' | 'imprint' | 'nonce' | 'signature' | 'certificate' | 'expired' | 'untrusted'
