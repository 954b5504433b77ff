import { AppError } from '../../base/error.ts'
import { plural } from '../../base/text.ts'
import { chainEdit } from '../../incident/chain.ts'
import { proposeDraft } from '../../incident/draft/draft.ts'
import { foldFrom, type RecordState } from '../../incident/fold.ts'
import { mergeProposals } from '../../incident/propose.ts'
import type { Author, Change, Edit } from '../../model/edit.ts'
import type { Harvest, Proposals } from '../../model/harvest.ts'
import type { NotObtained } from '../../store/records/evidence-records.ts'

/** A record and the edits that made it. */
export interface Recorded {
  readonly state: RecordState
  readonly edits: readonly Edit[]
}

/** Appends one edit; a record that it would not change is returned as it is. */
export function appendEdit(recorded: Recorded, made: { author: Author; at: string; changes: readonly Change[]; note?: string }): Recorded {
  if (made.changes.length === 0) return recorded
  const { state, edits } = recorded
  const draft = {
    incident: state.document.id,
    author: made.author,
    at: made.at,
    base: state.version,
    changes: [...made.changes],
    ...(made.note === undefined ? {} : { note: made.note }),
  }
  const edit = chainEdit(draft, edits.at(-1))
  const folded = foldFrom(state, [edit])
  if (!folded.ok) {
    throw new AppError(
      'bad-edit',
      `Cannot record the edit of ${made.author.name}: ${folded.errors.map((error) => `${error.path}: ${error.message}`).join('; ')}`,
    )
  }
  return { state: folded.value, edits: [...edits, edit] }
}

/** By whom and when a draft is made; `notObtained` where a store tells which sources were asked for in vain. */
export interface DraftMade {
  readonly author: string
  readonly at: string
  readonly notObtained?: readonly NotObtained[]
}

/** Drafts into a record: what people touched stays, and so does what rests on evidence that was not read this time. */
export function draftInto(recorded: Recorded, harvest: Harvest, made: DraftMade): Recorded {
  const proposals = withNotObtained(withEvidence(proposeDraft(harvest, recorded.state.document.phases), harvest), made.notObtained)
  const read = new Set(harvest.items.map((item) => item.sha256))
  const unread = recorded.state.document.evidence.filter((item) => !read.has(item.sha256))
  const merged = mergeProposals(recorded.state, proposals)
  const changes = unread.length === 0 ? merged : merged.filter((change) => !takesAway(change))
  return appendEdit(recorded, { author: { name: made.author, kind: 'draft' }, at: made.at, changes, note: noteOf(harvest) })
}

function withNotObtained(proposals: Proposals, notObtained: readonly NotObtained[] | undefined): Proposals {
  if (notObtained === undefined) return proposals
  const items = notObtained.map(({ seq, what, reason }) => ({ id: `not-obtained-${seq}`, what, ...(reason === '' ? {} : { why: reason }) }))
  return { lists: [...proposals.lists, { path: '/scope/notObtained', items }], fields: proposals.fields }
}

function withEvidence(proposals: Proposals, harvest: Harvest): Proposals {
  const items = harvest.items.map((item) => ({ ...item }))
  return { lists: [{ path: '/evidence', items }, ...proposals.lists], fields: proposals.fields }
}

/** Removals and clearings rest on what is no longer found; over a part of the evidence that means nothing. */
function takesAway(change: Change): boolean {
  return change.op === 'remove' || (change.op === 'set' && change.value === null)
}

function noteOf(harvest: Harvest): string {
  const events = harvest.coverage.reduce((sum, coverage) => sum + coverage.events, 0)
  return `Drafted from ${plural(harvest.items.length, 'evidence item')} with ${plural(events, 'event')}`
}
