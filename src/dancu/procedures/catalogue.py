"""Find the procedures: every folder of this package that declares one."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from dancu import procedures
from dancu.casework.procedures import Procedure


def found() -> list[Procedure[Any]]:
    """Return the `PROCEDURE` of each folder; a folder that has none, or whose texts disagree, stops the start."""
    folders = [module.name for module in iter_modules(procedures.__path__) if module.ispkg and module.name != "locale"]
    declared = [_declared(folder) for folder in sorted(folders)]
    for procedure in declared:
        procedure.texts.by_language  # noqa: B018  reading them tells whether both languages have the same keys
    return declared


def _declared(folder: str) -> Procedure[Any]:
    procedure: Procedure[Any] = import_module(f"{procedures.__name__}.{folder}.procedure").PROCEDURE
    return procedure
