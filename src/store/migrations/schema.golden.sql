CREATE INDEX custody_item ON custody (incident, sha256);

CREATE INDEX custody_not_obtained ON custody (incident) WHERE action = 'not-obtained';

CREATE INDEX evidence_bytes ON evidence (sha256);

CREATE INDEX evidence_parent ON evidence (incident, parent) WHERE parent IS NOT NULL;

CREATE INDEX job_incident ON job (incident, number);

CREATE INDEX segment_of_item ON segment_item (incident, sha256);

CREATE TABLE anchor (
  incident TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  head TEXT NOT NULL,
  at TEXT NOT NULL,
  request BLOB NOT NULL,
  response BLOB,
  checked TEXT,
  PRIMARY KEY (incident, id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE custody (
  incident TEXT NOT NULL,
  seq INTEGER NOT NULL,
  sha256 TEXT,
  action TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (incident, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE custody_head (
  incident TEXT NOT NULL PRIMARY KEY,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE edit (
  incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (incident, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
  incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  added_at TEXT NOT NULL,
  modified INTEGER,
  status TEXT NOT NULL,
  detail TEXT NOT NULL, parent TEXT, acquisition TEXT NOT NULL DEFAULT '{}', disposed_at TEXT,
  PRIMARY KEY (incident, sha256)
) STRICT;

CREATE TABLE hold (
  incident TEXT NOT NULL REFERENCES incident (id),
  seq INTEGER NOT NULL,
  sha256 TEXT,
  PRIMARY KEY (incident, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident (
  id TEXT PRIMARY KEY,
  origin TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  severity TEXT NOT NULL,
  reviewed INTEGER NOT NULL,
  total INTEGER NOT NULL,
  version INTEGER NOT NULL,
  head TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE incident_number (
  year INTEGER PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;

CREATE TABLE item_reading (
  incident TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  settings TEXT NOT NULL,
  detail TEXT NOT NULL,
  harvest BLOB NOT NULL,
  PRIMARY KEY (incident, sha256),
  FOREIGN KEY (incident, sha256) REFERENCES evidence (incident, sha256) ON DELETE CASCADE
) STRICT;

CREATE TABLE job (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE TABLE retention (
  incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (incident, sha256)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE segment_retired (
  incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (incident, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot (
  incident TEXT PRIMARY KEY REFERENCES incident (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  head TEXT NOT NULL,
  program TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE text (
  sha256 TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER custody_has_a_head AFTER INSERT ON custody BEGIN
  INSERT INTO custody_head (incident, seq, hash) VALUES (NEW.incident, NEW.seq, NEW.hash)
    ON CONFLICT (incident) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
END;

CREATE TRIGGER custody_is_kept BEFORE DELETE ON custody BEGIN SELECT RAISE(ABORT, 'custody is only ever appended to'); END;

CREATE TRIGGER custody_is_unchanged BEFORE UPDATE ON custody BEGIN SELECT RAISE(ABORT, 'custody is only ever appended to'); END;

CREATE TRIGGER edit_is_kept BEFORE UPDATE ON edit BEGIN SELECT RAISE(ABORT, 'an edit is never changed'); END;

CREATE TRIGGER held_incident_is_kept BEFORE DELETE ON incident WHEN EXISTS (SELECT 1 FROM hold WHERE hold.incident = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'an incident with evidence under hold is never removed'); END;
