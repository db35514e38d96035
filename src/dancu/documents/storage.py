"""Files on a disk, whole or not at all."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from dancu.platform import disk


class WholeFiles(FileSystemStorage):
    """Django's storage in a folder, for content that its name already determines.

    A file appears under its name only when its last byte is on the disk, and then never changes: whoever comes second with
    the same name brings the same bytes.
    """

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: "File[Any]") -> str:
        path = Path(self.path(name))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".part-") as part:
            for chunk in content.chunks():
                part.write(chunk)
            part.flush()
            os.fchmod(part.fileno(), 0o400)
            os.fsync(part.fileno())
            try:
                os.link(part.name, path)
            except FileExistsError:
                return name
        disk.keep_entry(path.parent)
        return name
