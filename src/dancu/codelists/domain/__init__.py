"""Which lists there are, and what their versions say of a day."""

from dancu.codelists.domain.lists import CodeList
from dancu.codelists.domain.versions import Entry, Version, entries, last_of, leaves_none, spans

__all__ = ["CodeList", "Entry", "Version", "entries", "last_of", "leaves_none", "spans"]
