"""Hold what was restored against itself: is everything there that the database names, and was nothing changed?"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from dancu.audit.queries import verifying
from dancu.documents.queries import count_missing
from dancu.platform import clock, statement

_COUNTS = """
    select
        (select count(*) from population_person),
        (select count(*) from casework_dossier),
        (select count(*) from documents_storedfile)
"""


@dataclass(frozen=True, slots=True)
class Found:
    people: int
    dossiers: int
    audit_rows: int
    audit_faults: int
    files: int
    files_missing: int

    @property
    def whole(self) -> bool:
        return not (self.audit_faults or self.files_missing)

    def facts(self) -> dict[str, Any]:
        return asdict(self)

    def sentences(self) -> Iterator[str]:
        yield f"{self.people:,} people, {self.dossiers:,} dossiers, {self.files:,} files."
        if self.files_missing:
            yield f"{self.files_missing:,} files that the database names are NOT there."
        what = f"{self.audit_faults:,} things do NOT fit" if self.audit_faults else "nothing was changed"
        yield f"{self.audit_rows:,} rows of the audit checked: {what}."


def examine() -> Found:
    """Count what is there, look for each stored file, and verify the audit."""
    with verifying.verify(at=clock.now()) as check:
        faults = sum(1 for _ in check.run())
    ((people, dossiers, files),) = statement.rows(_COUNTS)
    return Found(
        people=people,
        dossiers=dossiers,
        audit_rows=check.checked_rows,
        audit_faults=faults,
        files=files,
        files_missing=count_missing(),
    )
