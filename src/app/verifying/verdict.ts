/** What one check found. `intact` speaks of the citation and the bytes, never of the truth of a statement. */
export interface Verdict {
  readonly status: 'intact' | 'broken' | 'not checked'
  /** What was checked; `unlisted` is a file in the folder that is no part of the report. */
  readonly kind: 'record' | 'rule' | 'evidence' | 'claim' | 'number' | 'file' | 'unlisted'
  /** Path in the record, label of the item, or name of the file. */
  readonly subject: string
  /** What was found, for a person. */
  readonly message: string
}

export function intact(kind: Verdict['kind'], subject: string, message: string): Verdict {
  return { status: 'intact', kind, subject, message }
}

export function broken(kind: Verdict['kind'], subject: string, message: string): Verdict {
  return { status: 'broken', kind, subject, message }
}

export function notChecked(kind: Verdict['kind'], subject: string, message: string): Verdict {
  return { status: 'not checked', kind, subject, message }
}
