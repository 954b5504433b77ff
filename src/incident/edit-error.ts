/** Why a change cannot be made, at the path it names. Codes are stable. */
export interface EditError {
  readonly code: 'bad-path' | 'unknown-field' | 'no-such-item' | 'not-a-list' | 'duplicate-id' | 'invalid-value' | 'required' | 'fixed'
  readonly path: string
  readonly message: string
}

/** A value, or the reasons there is none. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly EditError[] }
