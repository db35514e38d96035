"""Files that are there whole or not at all, also when power fails."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

_CHUNK = 1024 * 1024


@contextlib.contextmanager
def whole(folder: Path, text: str) -> Iterator[str]:
    """Give the name of a file whose every byte is on the disk, for its owner alone; the block links it where it belongs."""
    with tempfile.NamedTemporaryFile("w", dir=folder, prefix=".part-") as file:  # made with mode 0600
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
        yield file.name
    keep_entry(folder)


def replace(path: Path, text: str) -> None:
    """Put a text in the place of a file, or of none: a reader finds the one or the other, whole."""
    with whole(path.parent, text) as made:
        fresh = path.with_name(f".new-{path.name}")
        fresh.unlink(missing_ok=True)
        os.link(made, fresh)
        fresh.replace(path)


def copy(source: Path, target: Path) -> None:
    """Copy a file that never changes; under its name there is all of it or nothing."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(f".part-{target.name}")
    with source.open("rb") as read, part.open("wb") as written:
        shutil.copyfileobj(read, written, _CHUNK)
        written.flush()
        os.fsync(written.fileno())
    part.chmod(source.stat().st_mode & 0o700)
    part.replace(target)
    keep_entry(target.parent)


def keep_entry(folder: Path) -> None:
    """Let a folder remember the names it has now."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
