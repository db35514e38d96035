"""A secret that a demonstration makes for itself once and keeps."""

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
