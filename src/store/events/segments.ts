/**
 * What is known of the segments of an incident: immutable Parquet files of events in `<data>/events/<incident>/`. A segment is there when its row is;
 * a file without a row is what a killed writer left, and is swept. Kept beside the records (one transaction with the state of the items).
 */
export interface SegmentLedger {
  /** Segments of an incident, by first time. A reader that misses one of the files asks once more: it was replaced meanwhile. */
  segments(incident: string): Promise<readonly SegmentRow[]>
  /** Rows by evidence item of one segment; empty where there is none of that name. */
  segmentItems(incident: string, name: string): Promise<readonly ItemRows[]>
  /** Names of the segments that hold rows of any of these items, by name. */
  segmentsOf(incident: string, items: readonly string[]): Promise<readonly string[]>
  /**
   * Adds segments and what their items gave, and takes replaced segments out, all or nothing. `conflict` where a segment to be taken out is not there
   * any more (another process replaced it), an item was disposed of meanwhile, or was read already: take its rows and its reading out first.
   */
  commitSegments(incident: string, change: SegmentChange): Promise<void>
  /** What reading items gave; by SHA-256. */
  readings(incident: string): Promise<readonly ItemReadingRow[]>
  /** The harvest of one item, as `commitSegments` was given it. */
  harvest(incident: string, sha256: string): Promise<Uint8Array | undefined>
  /** Files taken out, which readers may still hold open, with the time (milliseconds since 1970) that `commitSegments` was given. */
  retired(incident: string): Promise<readonly RetiredSegment[]>
  /** Says that these files are deleted. */
  forgetRetired(incident: string, names: readonly string[]): Promise<void>
}

/** A segment as it is listed. */
export interface SegmentRow {
  /** File name, unique for ever. */
  readonly name: string
  readonly rows: number
  readonly bytes: number
  /** Corrected times, microseconds since 1970 UTC. */
  readonly first: bigint
  readonly last: bigint
  /** 0 as written by intake; compaction makes 1 and above. */
  readonly level: number
}

/** A segment as it is added. */
export interface Segment extends SegmentRow {
  /** Rows by evidence item. */
  readonly items: readonly ItemRows[]
}

export interface ItemRows {
  readonly sha256: string
  readonly rows: number
}

export interface RetiredSegment {
  readonly name: string
  readonly at: number
}

export interface SegmentChange {
  readonly add: readonly Segment[]
  readonly remove: readonly string[]
  readonly readings: readonly ItemReadingChange[]
  /** Items whose readings are taken out (before `readings` are put in): they were disposed of, or are to be read again. */
  readonly forget?: readonly string[]
  /** When segments are taken out, milliseconds since 1970: their files are kept a while from then on. Needed where `remove` names any. */
  readonly at?: number
}

export interface ItemReadingRow {
  readonly sha256: string
  /** What reading depended on (zone, year, versions of formats and rules): another value means it is to be read again. */
  readonly settings: string
  /** JSON of the readings (EvidenceReading), of problems and counts. */
  readonly detail: string
}

/** `harvest`: what detecting and extracting gave, as the program serialises it. */
export interface ItemReadingChange extends ItemReadingRow {
  readonly harvest: Uint8Array
}
