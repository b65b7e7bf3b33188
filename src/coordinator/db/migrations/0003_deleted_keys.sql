-- The keys of deleted accounts, so that none of their browsers makes a new account without a word. Only the SHA-256:
-- it says of a key whether it was deleted, and of nobody who had it.
create table deleted_keys (
  key_hash bytea primary key
);
