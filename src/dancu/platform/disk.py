"""Files that are there whole or not at all, also when power fails."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def whole(folder: Path, text: str) -> Iterator[str]:
    """Give the name of a file whose every byte is on the disk, for its owner alone; the block links it where it belongs."""
    with tempfile.NamedTemporaryFile("w", dir=folder, prefix=".part-") as file:  # made with mode 0600
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
        yield file.name
    keep_entry(folder)


def keep_entry(folder: Path) -> None:
    """Let a folder remember the names it has now."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
