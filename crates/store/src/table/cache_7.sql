-- What is to go into the index, or out of it, before the next search: `was` says that the index has something of this number.
CREATE TABLE term_due (number INTEGER PRIMARY KEY, was INTEGER NOT NULL) STRICT;
