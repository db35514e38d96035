"""What lies in a folder of back-ups, and which of it is still needed."""

import json
import shutil
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from dancu.platform import disk

Watch = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Shows how long work goes on: told what it is and how much, gives whom to tell of each part that is done."""
_SEGMENT_BITS = 24
"""A file of the log holds 16 MiB, as PostgreSQL makes them unless told otherwise."""
_ABOUT = "about.json"


class NoBackup(Exception):
    """There is no back-up to take or to restore from; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class About:
    """What a base says of itself."""

    began_at: datetime
    ended_at: datetime
    """From this moment on it can be restored."""
    major: int
    """Version of PostgreSQL."""
    database: str
    key_marks: tuple[str, ...]
    """By which the master keys are known that seal what is in it; they say nothing about the keys."""


@dataclass(frozen=True, slots=True)
class Base:
    path: Path
    about: About

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return sum(file.stat().st_size for file in self.path.iterdir())

    @property
    def first_segment(self) -> str:
        """Name of the first file of the log that it needs."""
        (ran, *_) = json.loads((self.path / "backup_manifest").read_text())["WAL-Ranges"]
        high, low = (int(part, 16) for part in ran["Start-LSN"].split("/"))
        return f"{ran['Timeline']:08X}{high:08X}{low >> _SEGMENT_BITS:08X}"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of back-ups, of one database."""

    path: Path

    @property
    def archive(self) -> Path:
        return self.path / "wal"

    @property
    def archives(self) -> list[Path]:
        """The archive, and those before it that were broken off when the database could not keep what they had missed."""
        return sorted(self.path.glob("wal*"))

    @property
    def whose(self) -> Path:
        """Which database the back-ups are of."""
        return self.path / "database"

    @property
    def mirror(self) -> Path:
        return self.path / "files"

    @property
    def gone(self) -> Path:
        """Which files of the mirror the store has no more, and since when that is known."""
        return self.path / "gone.json"

    def open(self) -> None:
        """Make the folder where it is missing, for its owner alone."""
        for each in (self.path, self.archive, self.mirror, self.path / "base"):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)

    def place(self, began_at: datetime) -> tuple[Path, Path]:
        """Return where a base is written, and where it lies once it is whole."""
        name = f"{began_at:%Y%m%dT%H%M%SZ}"
        return self.path / "base" / f".part-{name}", self.path / "base" / name

    def bases(self) -> list[Base]:
        """Return the bases that are whole, the oldest first."""
        found = sorted(path for path in self.path.glob("base/*/" + _ABOUT) if not path.parent.name.startswith("."))
        return [Base(path.parent, _read(path)) for path in found]

    def base_for(self, moment: datetime | None) -> Base:
        """Return the newest base from which a moment can be reached, without one the newest of all; raises NoBackup."""
        bases = self.bases()
        if not bases:
            raise NoBackup(f"There is no back-up in {self.path}. `dancu backup` takes one.")
        reaching = [base for base in bases if moment is None or base.about.ended_at <= moment]
        if not reaching:
            raise NoBackup(f"The oldest back-up reaches back to {bases[0].about.ended_at.isoformat()} only.")
        newest = self.archived_at()
        if moment and newest and moment > newest:
            raise NoBackup(
                f"The log is archived until {newest.isoformat(timespec='seconds')} only: name no moment to get all of it."
            )
        return reaching[-1]

    def archived_at(self) -> datetime | None:
        """Return when the archive last received something; None where there is none."""
        written = [file.stat().st_mtime for file in self.archive.glob("0*")]
        return datetime.fromtimestamp(max(written)).astimezone() if written else None


def write(path: Path, about: About) -> None:
    """Note beside a base what it is, as the last thing that is written of it."""
    disk.replace(path / _ABOUT, json.dumps(asdict(about), default=datetime.isoformat, indent=2) + "\n")


def _read(path: Path) -> About:
    kept = json.loads(path.read_text())
    moments = {name: datetime.fromisoformat(kept[name]) for name in ("began_at", "ended_at")}
    return About(**kept | moments | {"key_marks": tuple(kept["key_marks"])})


def drop(bases: Sequence[Base]) -> None:
    """Remove bases; one that is being removed counts as none from its first file on."""
    for base in bases:
        (base.path / _ABOUT).unlink()
        shutil.rmtree(base.path)
