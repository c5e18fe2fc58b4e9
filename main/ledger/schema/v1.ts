/**
 * Version 1. The triggers stop mistakes and careless tools; whoever drops them changes the schema's hash, and what he
 * then changes breaks the chain.
 */
export const schemaV1 = [
  `CREATE TABLE entry (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  body BLOB NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT`,
  `CREATE TABLE payload (
  seq INTEGER PRIMARY KEY REFERENCES entry (seq),
  salt BLOB NOT NULL CHECK (length(salt) = 32),
  data BLOB NOT NULL
) STRICT`,
  `CREATE TABLE erased (
  seq INTEGER PRIMARY KEY REFERENCES entry (seq),
  note INTEGER NOT NULL REFERENCES entry (seq)
) STRICT`,
  `CREATE TRIGGER entry_without_gap BEFORE INSERT ON entry
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entry)
BEGIN SELECT raise(ABORT, 'entries follow each other without gaps'); END`,
  `CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
BEGIN SELECT raise(ABORT, 'entries are never changed'); END`,
  `CREATE TRIGGER entry_remains BEFORE DELETE ON entry
BEGIN SELECT raise(ABORT, 'entries are never removed'); END`,
  `CREATE TRIGGER payload_of_last BEFORE INSERT ON payload
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) FROM entry)
BEGIN SELECT raise(ABORT, 'a payload is written with its entry'); END`,
  `CREATE TRIGGER payload_stays BEFORE UPDATE ON payload
BEGIN SELECT raise(ABORT, 'payloads are never changed'); END`,
  `CREATE TRIGGER payload_remains BEFORE DELETE ON payload
WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq)
BEGIN SELECT raise(ABORT, 'payloads are erased with a note only'); END`,
  `CREATE TRIGGER erased_by_last BEFORE INSERT ON erased
WHEN NEW.note <> (SELECT coalesce(max(seq), 0) FROM entry) OR NEW.seq >= NEW.note
BEGIN SELECT raise(ABORT, 'the note is the last entry'); END`,
  `CREATE TRIGGER erased_stays BEFORE UPDATE ON erased
BEGIN SELECT raise(ABORT, 'erasures are never changed'); END`,
  `CREATE TRIGGER erased_remains BEFORE DELETE ON erased
BEGIN SELECT raise(ABORT, 'erasures are never removed'); END`,
] as const
