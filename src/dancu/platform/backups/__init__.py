"""Back-ups of the database and of the stored files, and restores to any moment since the oldest of them.

A *base* is a copy of the whole database at one moment; the *archive* is its write-ahead log, received as it is written; the
*mirror* holds the stored files. A restore takes a base and lets PostgreSQL repeat the log up to the moment that is asked for.
No secret is among it: passwords are made anew, and the master key is kept apart by whoever holds it.
"""
