"""Hold a base against the manifest that PostgreSQL wrote with it.

Its own pg_verifybackup reads tar files from version 18 on, and the one that comes with the embedded server dies of it.
"""

import hashlib
import json
import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path

from dancu.platform.backups.folder import NoBackup

_CHUNK = 1024 * 1024


def check(base: Path, advance: Callable[[int], None] = lambda _bytes: None) -> None:
    """Read every byte of a base, telling of the packed ones; raises NoBackup where one is not as it was written."""
    wanted = _manifest(base)
    try:
        with (base / "base.tar.gz").open("rb") as packed, tarfile.open(fileobj=packed, mode="r|gz") as tar:
            done = 0
            for member in tar:
                if member.isfile():
                    _compare(tar, member, wanted, base)
                advance(packed.tell() - done)
                done = packed.tell()
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise NoBackup(f"The back-up {base} cannot be read any more ({type(error).__name__}).") from error
    if wanted:
        raise NoBackup(f"{len(wanted)} files are missing in the back-up {base}, {min(wanted)} among them.")


def _manifest(base: Path) -> dict[str, str]:
    """Return the checksum of each file; raises NoBackup where the manifest itself was changed."""
    text = (base / "backup_manifest").read_bytes()
    told, _, own = text.rpartition(b'"Manifest-Checksum"')
    try:
        manifest = json.loads(text)
        files = {str(file["Path"]): str(file["Checksum"]) for file in manifest["Files"]}
    except (ValueError, KeyError) as error:
        raise NoBackup(f"The manifest of the back-up {base} cannot be read.") from error
    if own and hashlib.sha256(told).hexdigest() == manifest["Manifest-Checksum"]:
        return files
    raise NoBackup(f"The manifest of the back-up {base} was changed.")


def _compare(tar: tarfile.TarFile, member: tarfile.TarInfo, wanted: dict[str, str], base: Path) -> None:
    name, read = member.name.removeprefix("./"), tar.extractfile(member)
    if read is None or name not in wanted:
        return
    digest = hashlib.sha256()
    while chunk := read.read(_CHUNK):
        digest.update(chunk)
    if digest.hexdigest() != wanted.pop(name):
        raise NoBackup(f"{name} was changed in the back-up {base}.")
