"""The catalogue of administrative procedures: one folder each.

A folder declares `PROCEDURES` in `procedure.py`, a version for each change of the law, with pure rules beside it, a small form
for each step of the filing, what approval does to the registers, and its words in `texts/`; what is taken at once, as a notice,
declares only what is said of it. At start-up every folder is found
and handed to the engine below, so copying a folder and changing what is in it adds a procedure with no other edit. Folders do
not know each other.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from dancu.casework.domain.published import Difference
from dancu.casework.procedures import Listed


def found() -> list[Listed]:
    """Return the versions of each folder's procedure; a folder that has none, or whose texts disagree, stops the start."""
    folders = [module.name for module in iter_modules(__path__) if module.ispkg and module.name != "locale"]
    declared = [version for folder in sorted(folders) for version in _declared(folder)]
    for procedure in declared:
        procedure.texts.by_language  # noqa: B018  reading them tells whether both languages have the same keys
    return declared


def _declared(folder: str) -> tuple[Listed, ...]:
    versions: tuple[Listed, ...] = import_module(f"{__name__}.{folder}.procedure").PROCEDURES
    return versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why ours differs from what the national portal publishes."""

    field: str
    because: str
    code: str = ""
    published: str = ""
    ours: str = ""

    def explains(self, code: str, difference: Difference) -> bool:
        """Tell whether this is why; what it says nothing of fits everything."""
        return (
            difference.field == self.field
            and self.code in {"", code}
            and all(
                re.search(pattern, said) if pattern else not said or not any((self.published, self.ours))
                for pattern, said in ((self.published, difference.published), (self.ours, difference.ours))
            )
        )


def reason_of(code: str, difference: Difference) -> str:
    """Return why ours differs there; empty where no reason is known."""
    return next((each.because for each in _reasons() if each.explains(code, difference)), "")


@cache
def _reasons() -> tuple[Reason, ...]:
    written = tomllib.loads((Path(__file__).parent / "published.toml").read_text(encoding="utf-8"))
    return tuple(Reason(**each) for each in written["reason"])
