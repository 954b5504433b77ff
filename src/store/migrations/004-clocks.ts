import type { Migration } from './migration.ts'

/** Corrections of clocks that people applied; "" stands for "any"; for the host, where a dataset is named, for none. */
export const clocks: Migration = {
  number: 4,
  name: 'clocks',
  sql: `
    CREATE TABLE clock_correction (
      incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
      evidence TEXT NOT NULL,
      dataset TEXT NOT NULL,
      host TEXT NOT NULL,
      offset_ms INTEGER NOT NULL,
      uncertainty_ms INTEGER NOT NULL,
      by TEXT NOT NULL,
      at TEXT NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (incident, evidence, dataset, host)
    ) STRICT, WITHOUT ROWID;
  `,
}
