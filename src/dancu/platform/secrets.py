"""Secrets that settings read: from the environment, from a file, or made once by a demonstration."""

import contextlib
import os
import secrets
from pathlib import Path

from dancu.platform import disk


def own_secret(path: Path) -> str:
    """Return the secret kept in `path`, made on first use and readable by its owner alone."""
    with contextlib.suppress(FileNotFoundError):
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    # What it seals may be on the disk a moment later, so it is there first.
    with disk.whole(path.parent, secrets.token_urlsafe(48) + "\n") as made, contextlib.suppress(FileExistsError):
        os.link(made, path)  # of two that come at once, the first wins
    return path.read_text().strip()


def kept_secrets(value: str, path: Path) -> list[str]:
    """Return the secrets of an environment variable, or where it is empty those in a file; none where there is neither."""
    if not value:
        with contextlib.suppress(FileNotFoundError):
            value = path.read_text()
    return value.split()
