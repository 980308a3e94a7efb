-- What can be found has a number here, which is also its rowid in the index: kind << 48, and below it for a message the time
-- (in 64ths of a second, or the next number that is free), so that the newest come first without sorting; for all others
-- the order in which they came.
ALTER TABLE message ADD COLUMN found INTEGER;
ALTER TABLE object ADD COLUMN found INTEGER;
CREATE UNIQUE INDEX message_by_found ON message (found) WHERE found IS NOT NULL;
CREATE UNIQUE INDEX object_by_found ON object (found) WHERE found IS NOT NULL;

-- The terms are made by `domain::search`; nothing is folded or cut here. `ascii` takes every character that is none for a
-- part of a term.
CREATE VIRTUAL TABLE term USING fts5 (name, text, content = '', contentless_delete = 1, tokenize = 'ascii');
-- Parts of the index are put together later, beside everything else, and not while a first sync writes them.
INSERT INTO term (term, rank) VALUES ('automerge', 16);

-- Whether anything has not been read to its end yet is asked at every search.
CREATE INDEX scope_not_done ON scope (id) WHERE done = 0;
