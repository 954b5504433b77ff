import type { DatabaseSync } from 'node:sqlite'
import { canonicalJson, sha256Hex } from '../../base/canonical-json.ts'
import { isObject, textAt } from '../../base/json.ts'
import { noHash } from '../../model/edit.ts'
import type { Migration } from './migration.ts'

/** Custody becomes one hash chain per incident that outlives it; evidence gets containers, acquisition, retention, holds and disposal. */
export const custody: Migration = {
  number: 2,
  name: 'custody',
  sql: `
    DROP TRIGGER custody_is_kept;
    ALTER TABLE custody RENAME TO loose_custody;
    DROP INDEX custody_item;

    CREATE TABLE custody (
      incident TEXT NOT NULL,
      seq INTEGER NOT NULL,
      sha256 TEXT,
      action TEXT NOT NULL,
      hash TEXT NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (incident, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX custody_item ON custody (incident, sha256);
    CREATE INDEX custody_not_obtained ON custody (incident) WHERE action = 'not-obtained';

    CREATE TABLE hold (
      incident TEXT NOT NULL REFERENCES incident (id),
      seq INTEGER NOT NULL,
      sha256 TEXT,
      PRIMARY KEY (incident, seq)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE retention (
      incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
      sha256 TEXT NOT NULL,
      until TEXT NOT NULL,
      PRIMARY KEY (incident, sha256)
    ) STRICT, WITHOUT ROWID;

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

    ALTER TABLE evidence ADD COLUMN parent TEXT;
    ALTER TABLE evidence ADD COLUMN acquisition TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE evidence ADD COLUMN disposed_at TEXT;
    CREATE INDEX evidence_parent ON evidence (incident, parent) WHERE parent IS NOT NULL;
  `,
  fill: chainLooseCustody,
  after: `
    DROP TABLE loose_custody;

    CREATE TRIGGER custody_is_unchanged BEFORE UPDATE ON custody BEGIN SELECT RAISE(ABORT, 'custody is only ever appended to'); END;
    CREATE TRIGGER custody_is_kept BEFORE DELETE ON custody BEGIN SELECT RAISE(ABORT, 'custody is only ever appended to'); END;
    CREATE TRIGGER held_incident_is_kept BEFORE DELETE ON incident WHEN EXISTS (SELECT 1 FROM hold WHERE hold.incident = OLD.id)
      BEGIN SELECT RAISE(ABORT, 'an incident with evidence under hold is never removed'); END;
  `,
}

/** Entries that were kept one by one get their number and hash, in the order they were written. */
function chainLooseCustody(database: DatabaseSync): void {
  const insert = database.prepare('INSERT INTO custody (incident, seq, sha256, action, hash, body) VALUES (?, ?, ?, ?, ?, ?)')
  const rows = database.prepare(`
    SELECT loose.incident, loose.sha256, loose.body, coalesce(evidence.added_at, incident.created_at) AS known_at
    FROM loose_custody AS loose
      JOIN incident ON incident.id = loose.incident
      LEFT JOIN evidence ON evidence.incident = loose.incident AND evidence.sha256 = loose.sha256
    ORDER BY loose.incident, loose.number`)
  let last = { incident: '', seq: 0, hash: noHash }
  for (const row of rows.all()) {
    const incident = String(row['incident'])
    if (incident !== last.incident) last = { incident, seq: 0, hash: noHash }
    const sha256 = String(row['sha256'])
    const told = { ...toldOf(String(row['body']), String(row['known_at'])), sha256, seq: last.seq + 1 }
    // As the model hashes entries today; a step is never changed, so it does not follow the model.
    const hash = sha256Hex(last.hash + canonicalJson(told))
    insert.run(incident, told.seq, sha256, told.action, hash, canonicalJson({ ...told, previous: last.hash, hash }))
    last = { incident, seq: told.seq, hash }
  }
}

function toldOf(body: string, knownAt: string) {
  const parsed: unknown = JSON.parse(body)
  const entry = isObject(parsed) ? parsed : {}
  const kept = ['id', 'to', 'place', 'purpose'].flatMap((key) => {
    const text = textAt(entry, key)
    return text === undefined ? [] : [[key, text]]
  })
  const at = textAt(entry, 'at')
  return {
    ...Object.fromEntries(kept),
    ...(at === undefined ? { note: 'No time was recorded with this entry: it is that of when the item was added' } : {}),
    action: textAt(entry, 'action') ?? 'access',
    at: at ?? knownAt,
    recorded: at ?? knownAt,
    by: textAt(entry, 'by') ?? 'Not recorded',
  }
}
