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
  return drafts.map((draft, index) => {
    const { time, message, ecs, actor, fields, sourceId } = draft
    const base = `${item.sha256.slice(0, 16)}:${record.offset}`
    return {
      id: drafts.length === 1 ? base : `${base}.${index + 1}`,
      time,
      dataset: item.format.name,
      message: oneLine(message),
      ecs,
      ...(actor === undefined ? {} : { actor }),
      fields,
      ...(sourceId === undefined ? {} : { sourceId }),
      origin: {
        evidence: item.sha256,
        path: item.path,
        record: record.number,
        offset: record.offset,
        length: record.length,
        format: item.format.name,
        version: item.format.version,
      },
    }
  })
}

// oxlint-disable-next-line no-control-regex
const special = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/

/** One bounded line without control characters: what attackers write into logs must not rearrange a terminal or a report. */
function oneLine(message: string): string {
  const short = message.length > longestMessage ? clip(message, longestMessage) : message
  return special.test(short) ? showControls(short.replace(/[\t ]{0,64}[\r\n]{1,64}[\t ]{0,64}/g, ' ').replaceAll('\t', ' ')) : short
}
