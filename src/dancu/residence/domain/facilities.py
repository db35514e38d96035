"""Lodging facilities: what makes two of them the same one."""

import hashlib

from dancu.kernel.names import fold
from dancu.residence.domain.rules import bare_line


def key_of(unit: int, line: str, name: str) -> str:
    """Return one key for a facility's place and name, however they are written: accents, case and signs do not count in it."""
    return hashlib.sha256("\x1f".join([str(unit), fold(bare_line(line)), fold(name)]).encode()).hexdigest()
