-- A scope that starts again stays readable: its rows are stale until they have come once more, and those that have not go
-- when its end has been read. `standing` is what the person was in the organisation when the scope was read.
ALTER TABLE scope ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scope ADD COLUMN standing TEXT;
ALTER TABLE object ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;
