import { AppError } from '../../base/error.ts'
import { insertRows, rewriteStale, type RowChange } from './rewrite.ts'
import { rowsOf, type SegmentMaker, type SegmentPlace, withMaker } from './segment-maker.ts'

/** What has to be added to the times of a source. It applies to events that have all that it names; one that names nothing applies to all. */
export interface ClockCorrection {
  /** SHA-256 of the item. */
  readonly evidence?: string
  readonly dataset?: string
  /** `host.name`; "" for events that name none. */
  readonly host?: string
  /** Whole milliseconds: `time` = what the source told + this. */
  readonly offsetMs: number
  /** Whole milliseconds either way. */
  readonly uncertaintyMs: number
}

interface Source {
  readonly evidence: string
  readonly dataset: string
  readonly host: string
}

/**
 * Brings the corrected times of all events in line with these corrections, which are all there are: of several that apply the first counts, and where none
 * applies the time is as the source told it. Rewrites only segments in which a time changes, all at once; answers how many. `invalid` for an offset that is
 * no whole number or beyond a hundred years, `conflict` where another process changed the segments meanwhile: ask again.
 */
export async function applyCorrections(place: SegmentPlace, corrections: readonly ClockCorrection[]): Promise<number> {
  for (const correction of corrections) checkCorrection(correction)
  return withMaker(place, async (maker) => {
    const create = 'CREATE TABLE clock (evidence VARCHAR, dataset VARCHAR, host VARCHAR, offset_ms BIGINT, uncertainty_ms BIGINT)'
    await maker.duckdb.rows({ text: create, values: [] })
    const find = createFinder(corrections)
    const rows = (await sourcesOf(place, maker)).flatMap((source) => {
      const found = find(source)
      return found === undefined ? [] : [[source.evidence, source.dataset, source.host, BigInt(found.offsetMs), BigInt(found.uncertaintyMs)]]
    })
    await insertRows(maker, 'clock', rows)
    return rewriteStale({ place, maker, change: clockChange })
  })
}

const century = 100 * 366 * 86_400_000

function checkCorrection({ offsetMs, uncertaintyMs }: ClockCorrection): void {
  if (Number.isSafeInteger(offsetMs) && Math.abs(offsetMs) <= century && Number.isSafeInteger(uncertaintyMs) && uncertaintyMs >= 0) return
  throw new AppError('invalid', `A clock cannot be corrected by ${offsetMs} ms ± ${uncertaintyMs} ms: whole milliseconds, a hundred years at most`)
}

async function sourcesOf({ incident, ledger, folder, signal }: SegmentPlace, maker: SegmentMaker): Promise<Source[]> {
  const names = (await ledger.segments(incident)).map(({ name }) => name)
  if (names.length === 0) return []
  const text = `SELECT DISTINCT "evidence" AS evidence, "dataset" AS dataset, coalesce("host.name", '') AS host FROM ${rowsOf(folder, names)}`
  const rows = await maker.duckdb.rows({ text, values: [] }, signal)
  return rows.map(({ evidence, dataset, host }) => ({ evidence: String(evidence), dataset: String(dataset), host: String(host) }))
}

/** Finds the first correction that applies, without looking at all of them for every source. */
function createFinder(corrections: readonly ClockCorrection[]): (source: Source) => ClockCorrection | undefined {
  const places = new Map<ClockCorrection, number>(corrections.map((correction, index) => [correction, index]))
  const byEvidence = Map.groupBy(corrections, ({ evidence }) => evidence)
  const general = byEvidence.get(undefined) ?? []
  return (source) => {
    const applies = ({ dataset, host }: ClockCorrection) =>
      (dataset === undefined || dataset === source.dataset) && (host === undefined || host === source.host)
    const one = byEvidence.get(source.evidence)?.find(applies)
    const other = general.find(applies)
    if (one === undefined || other === undefined) return one ?? other
    return (places.get(one) ?? 0) < (places.get(other) ?? 0) ? one : other
  }
}

const clockChange: RowChange = {
  isStale: `ev."offset_ms" IS DISTINCT FROM clock.offset_ms OR ev."uncertainty_ms" IS DISTINCT FROM clock.uncertainty_ms`,
  joined(rows) {
    return `${rows} ev LEFT JOIN clock ON clock.evidence = ev."evidence" AND clock.dataset = ev."dataset" AND clock.host = coalesce(ev."host.name", '')`
  },
  select(rows) {
    const time = `make_timestamp(epoch_us(ev."told") + coalesce(clock.offset_ms, 0) * 1000) AS "time"`
    const columns = `${time}, clock.offset_ms AS "offset_ms", clock.uncertainty_ms AS "uncertainty_ms"`
    return `SELECT ev.* REPLACE (${columns}) FROM ${this.joined(rows)}`
  },
}
