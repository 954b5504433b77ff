import type { Migration } from './migration.ts'

/** Where each chain of custody ends, beside its entries: entries that are gone from its end are missed. */
export const custodyHead: Migration = {
  number: 5,
  name: 'custody-head',
  sql: `
    CREATE TABLE custody_head (
      incident TEXT NOT NULL PRIMARY KEY,
      seq INTEGER NOT NULL,
      hash TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO custody_head (incident, seq, hash)
      SELECT incident, seq, hash FROM custody WHERE (incident, seq) IN (SELECT incident, max(seq) FROM custody GROUP BY incident);
    CREATE TRIGGER custody_has_a_head AFTER INSERT ON custody BEGIN
      INSERT INTO custody_head (incident, seq, hash) VALUES (NEW.incident, NEW.seq, NEW.hash)
        ON CONFLICT (incident) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
    END;
  `,
}
