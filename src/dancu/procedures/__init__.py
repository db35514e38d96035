"""The catalogue of administrative procedures: one folder each.

A folder declares `PROCEDURES` in `procedure.py`, a version for each change of the law, with pure rules beside it, a small form
for each step of the filing, what approval does to the registers, and its words in `texts/`. At start-up every folder is found
and handed to the engine below, so copying a folder and changing what is in it adds a procedure with no other edit. Folders do
not know each other.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from dancu.casework.procedures import Procedure


def found() -> list[Procedure[Any]]:
    """Return the versions of each folder's procedure; a folder that has none, or whose texts disagree, stops the start."""
    folders = [module.name for module in iter_modules(__path__) if module.ispkg and module.name != "locale"]
    declared = [version for folder in sorted(folders) for version in _declared(folder)]
    for procedure in declared:
        procedure.texts.by_language  # noqa: B018  reading them tells whether both languages have the same keys
    return declared


def _declared(folder: str) -> tuple[Procedure[Any], ...]:
    versions: tuple[Procedure[Any], ...] = import_module(f"{__name__}.{folder}.procedure").PROCEDURES
    return versions
