"""Probabilistic linkage: which records of the register may be one person, whatever was misheard, misspelt or left out.

A *trait* is a column of what people are compared by, made alike for both of two eras and all ways to write a name. The *model*
(`model.json`) says which pairs are looked at and what each likeness is worth, in plain SQL, so that DuckDB on one machine and
Spark beyond it score the same pairs alike. Nothing here decides: officers do. Only jobs and tools import it; what it needs is
installed with the extra `linkage`.
"""
