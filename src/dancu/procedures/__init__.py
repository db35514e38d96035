"""The catalogue of administrative procedures: one folder each.

A folder declares a `Procedure` in `procedure.py`, with pure rules beside it, a small form for each step of the filing, what
approval does to the registers, and its words in `texts/`. At start-up every folder is found and handed to the engine below,
so copying a folder and changing what is in it adds a procedure with no other edit. Folders do not know each other.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from dancu.casework.procedures import Procedure


def found() -> list[Procedure[Any]]:
    """Return the `PROCEDURE` of each folder; a folder that has none, or whose texts disagree, stops the start."""
    folders = [module.name for module in iter_modules(__path__) if module.ispkg and module.name != "locale"]
    declared = [_declared(folder) for folder in sorted(folders)]
    for procedure in declared:
        procedure.texts.by_language  # noqa: B018  reading them tells whether both languages have the same keys
    return declared


def _declared(folder: str) -> Procedure[Any]:
    procedure: Procedure[Any] = import_module(f"{__name__}.{folder}.procedure").PROCEDURE
    return procedure
