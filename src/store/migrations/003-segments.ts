import type { Migration } from './migration.ts'

/** Segments of events, which items they hold, what reading the items gave, and the files that are kept for readers a little longer. */
export const segments: Migration = {
  number: 3,
  name: 'segments',
  sql: `
    CREATE TABLE segment (
      incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      rows INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL,
      level INTEGER NOT NULL,
      PRIMARY KEY (incident, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE segment_item (
      incident TEXT NOT NULL,
      name TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      rows INTEGER NOT NULL,
      PRIMARY KEY (incident, name, sha256),
      FOREIGN KEY (incident, name) REFERENCES segment (incident, name) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX segment_of_item ON segment_item (incident, sha256);

    CREATE TABLE segment_retired (
      incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (incident, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE item_reading (
      incident TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      settings TEXT NOT NULL,
      detail TEXT NOT NULL,
      harvest BLOB NOT NULL,
      PRIMARY KEY (incident, sha256),
      FOREIGN KEY (incident, sha256) REFERENCES evidence (incident, sha256) ON DELETE CASCADE
    ) STRICT;
  `,
}
