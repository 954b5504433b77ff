CREATE INDEX custody_item ON custody (incident, sha256);

CREATE INDEX evidence_bytes ON evidence (sha256);

CREATE INDEX job_incident ON job (incident, number);

CREATE TABLE custody (
  number INTEGER PRIMARY KEY,
  incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

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
  detail TEXT NOT NULL,
  PRIMARY KEY (incident, sha256)
) STRICT;

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

CREATE TABLE job (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

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

CREATE TRIGGER custody_is_kept BEFORE UPDATE ON custody BEGIN SELECT RAISE(ABORT, 'custody is only ever appended to'); END;

CREATE TRIGGER edit_is_kept BEFORE UPDATE ON edit BEGIN SELECT RAISE(ABORT, 'an edit is never changed'); END;
