-- Who owns something, under a keyed name, and the owner's data key, wrapped by the master key.
CREATE TABLE vault (
    owner BLOB PRIMARY KEY NOT NULL,
    data_key BLOB NOT NULL
) STRICT;

-- What is owned: one encrypted value per purpose. `created` (seconds since 1970) is told of blends alone, which
-- are purged by age.
CREATE TABLE record (
    owner BLOB NOT NULL REFERENCES vault (owner) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    created INTEGER,
    sealed BLOB NOT NULL,
    PRIMARY KEY (owner, purpose)
) STRICT;

-- Which members, under their keyed names, a record speaks of beside its owner: what to mend when one is forgotten.
CREATE TABLE tie (
    member BLOB NOT NULL,
    owner BLOB NOT NULL,
    purpose TEXT NOT NULL,
    PRIMARY KEY (member, owner, purpose),
    FOREIGN KEY (owner, purpose) REFERENCES record (owner, purpose) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_by_record ON tie (owner, purpose);

-- A value derived from the master key, so that a wrong key is noticed at once.
CREATE TABLE key_check (
    value BLOB NOT NULL
) STRICT;
