"""Secrets that settings read: from the environment, from a file, or made once by a demonstration."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def own_secret(path: Path) -> str:
    """Return the secret kept in `path`, made on first use and readable by its owner alone."""
    with contextlib.suppress(FileNotFoundError):
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:  # made with mode 0600
        file.write(secrets.token_urlsafe(48) + "\n")
        file.flush()
        with contextlib.suppress(FileExistsError):  # of two that come at once, the first wins
            os.link(file.name, path)
    return path.read_text().strip()


def kept_secrets(value: str, path: Path) -> list[str]:
    """Return the secrets of an environment variable, or where it is empty those in a file; none where there is neither."""
    if not value:
        with contextlib.suppress(FileNotFoundError):
            value = path.read_text()
    return value.split()
