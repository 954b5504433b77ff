/**
 * What is known of the segments of an incident: immutable Parquet files of events in `<data>/events/<incident>/`. A segment is there when its row is;
 * a file without a row is what a killed writer left, and is swept. Kept beside the records (one transaction with the state of the items).
 */
export interface SegmentLedger {
  /** Segments of an incident, by first time. */
  segments(incident: string): Promise<readonly Segment[]>
  /**
   * Adds segments and what their items gave, and takes replaced segments out, all or nothing. `conflict` where a segment to be taken out is not there
   * any more (another process compacted it) or an item was removed meanwhile.
   */
  commitSegments(incident: string, change: SegmentChange): Promise<void>
  /** What reading items gave, of those that were read with these settings; by SHA-256. */
  readings(incident: string): Promise<readonly ItemReadingRow[]>
  /** The harvest of one item, as `commitSegments` was given it. */
  harvest(incident: string, sha256: string): Promise<Uint8Array | undefined>
}

export interface Segment {
  /** File name, unique for ever. */
  readonly name: string
  readonly rows: number
  readonly bytes: number
  /** Corrected times, microseconds since 1970 UTC. */
  readonly first: bigint
  readonly last: bigint
  /** 0 as written by intake; compaction makes 1 and above. */
  readonly level: number
  /** Rows by evidence item. */
  readonly items: readonly { readonly sha256: string; readonly rows: number }[]
}

export interface SegmentChange {
  readonly add: readonly Segment[]
  readonly remove: readonly string[]
  readonly readings: readonly ItemReadingChange[]
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
