"""The provisions of law that a reception can rest on (Thông tin điều khoản): the procedures', as the centre keeps them.

A dossier is judged by the provisions of the day that it was filed on, like by all law.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from dancu.casework.procedures import Listed, Procedure, catalogue
from dancu.codelists import queries as codelists
from dancu.codelists.domain import CodeList, Version


def published() -> Iterator[Version]:
    """Yield what the law tables of the procedures say of their provisions: each as it was worded since a day, and its end."""
    for code in catalogue().codes(lambda procedure: not procedure.own_motion):
        last: dict[str, Version] = {}
        for procedure in catalogue().history(code):
            here = {version.code: version for version in _worded(procedure)}
            gone = [replace(each, since=procedure.since, ended=True) for key, each in last.items() if key not in here]
            for each in (*here.values(), *gone):
                before = last.get(each.code)
                if before is None or replace(before, since=each.since) != each:
                    last[each.code] = each
                    yield each if not each.ended else Version(code=each.code, since=each.since, ended=True)


def offered(procedure: Procedure[Any], on: date) -> tuple[tuple[str, str], ...]:
    """Return the provisions of a procedure that can be chosen for what was filed on a day: key and wording."""
    held = codelists.held(CodeList.LEGAL_PROVISIONS, on)
    return tuple(
        (version.code.removeprefix(f"{procedure.code}."), codelists.called(version))
        for version in held
        if version.group == procedure.code
    )


def wording(procedure: Procedure[Any], key: str, on: date, language: str | None = None) -> str:
    """Return how a provision was worded on the day that a dossier was filed on; nothing for none."""
    if not key:
        return ""
    held = codelists.held(CodeList.LEGAL_PROVISIONS, on)
    found = next((version for version in held if version.code == f"{procedure.code}.{key}"), None)
    # What is opened of its own motion rests on the ground that it was opened for, which is in no list.
    return codelists.called(found, language) if found else procedure.texts(f"provisions.{key}", language)


def _worded(procedure: Listed) -> Iterator[Version]:
    for number, provision in enumerate(procedure.provisions, start=1):
        name, name_en = (procedure.texts(f"provisions.{provision.key}", language) for language in ("vi", "en"))
        code = f"{procedure.code}.{provision.key}"
        yield Version(code=code, since=procedure.since, name=name, name_en=name_en, order=number)
