"""The metabase: the typed, inheriting configuration tree of IIS, durable on LMDB. Knows no IIS class."""
