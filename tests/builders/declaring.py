"""What every procedure's tests ask: what is refused before filing, which papers are required, what days look like as typed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from dancu.casework.procedures import Procedure, Reading
from dancu.declarations.checking import NotInOrder
from dancu.kernel.errors import DomainError


def refusals(check: Callable[[Any, Reading], None], application: Any, reading: Reading) -> dict[str, list[str]]:
    """Return what stands against filing, by step."""
    try:
        check(application, reading)
    except NotInOrder as error:
        return {step: list(texts) for step, texts in error.fields.items()}
    return {}


def says(*errors: type[DomainError]) -> list[str]:
    return [error.template() for error in errors]


def required(procedure: Procedure[Any], application: Any) -> set[str]:
    return {document.key for document, needed in procedure.documents_for(application) if needed}


def typed_days(**days: date) -> dict[str, str]:
    """Return days as the three boxes of each field send them."""
    return {
        f"{name}_{box}": str(value)
        for name, day in days.items()
        for box, value in (("day", day.day), ("month", day.month), ("year", day.year))
    }
