import { clip, showControls } from '../../base/text.ts'
import type { EvidenceFormat, EventDraft, RawRecord } from '../../evidence/format.ts'
import type { Event } from '../../model/event.ts'

/** What every event of one item shares. */
export interface ItemIdentity {
  readonly sha256: string
  readonly path: string
  readonly format: EvidenceFormat
}

const longestMessage = 2000

/** The events of one record: each draft with its id, its dataset and where it was read. */
export function assembleEvents(item: ItemIdentity, record: RawRecord, drafts: readonly EventDraft[]): Event[] {
  const id = `${item.sha256.slice(0, 16)}:${record.offset}`
  const [only] = drafts
  if (drafts.length === 1 && only !== undefined) return [assembled({ item, record, draft: only, id })]
  return drafts.map((draft, index) => assembled({ item, record, draft, id: `${id}.${index + 1}` }))
}

function assembled({ item, record, draft, id }: { item: ItemIdentity; record: RawRecord; draft: EventDraft; id: string }): Event {
  const { format, path, sha256 } = item
  return {
    id,
    time: draft.time,
    dataset: format.name,
    message: oneLine(draft.message),
    ecs: draft.ecs,
    actor: draft.actor,
    fields: draft.fields,
    sourceId: draft.sourceId,
    origin: {
      evidence: sha256,
      path,
      record: record.number,
      offset: record.offset,
      length: record.length,
      format: format.name,
      version: format.version,
    },
  }
}

// oxlint-disable-next-line no-control-regex
const special = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/

/** One bounded line without control characters: what attackers write into logs must not rearrange a terminal or a report. */
function oneLine(message: string): string {
  const short = message.length > longestMessage ? clip(message, longestMessage) : message
  return special.test(short) ? showControls(short.replace(/[\t ]{0,64}[\r\n]{1,64}[\t ]{0,64}/g, ' ').replaceAll('\t', ' ')) : short
}
