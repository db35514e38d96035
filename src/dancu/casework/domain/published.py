"""A procedure as the national portal publishes it, and where two such publications differ.

The shape is that of the portal's public interface (`executionMethods`, `executionCases`, `profileComponents` ...); lists that
people keep of it in short (`channels`, `cases`, `documents`) are read as well.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

_ACT = re.compile(r"\d+(?:\.\d+)?/\d{4}/[A-ZĐ]+\d*(?:-[A-ZĐ]+)*")
"""The number of an act: 68/2020/QH14, 154/2024/NĐ-CP, 66.7/2025/NQ-CP."""
_FORM = re.compile(r"\bCT\d{2}\b")


class NotPublished(ValueError):
    """What was read is no procedure as the national portal publishes it."""


@dataclass(frozen=True, slots=True)
class Fee:
    dong: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """One way to file: ONLINE, DIRECT or POSTAL, how long it takes, and what it costs."""

    channel: str
    time: int
    unit: str
    fees: tuple[Fee, ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """A paper of the dossier (thành phần hồ sơ)."""

    code: str
    name: str
    originals: int = 0
    copies: int = 0
    required: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    components: tuple[Component, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One procedure."""

    code: str
    name: str
    steps: tuple[str, ...] = ()
    methods: tuple[Method, ...] = ()
    cases: tuple[Case, ...] = ()
    results: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    requirements: str = ""

    @classmethod
    def parse(cls, found: Mapping[str, Any]) -> Self:
        """Read one procedure, in the portal's own shape or the short one; raise NotPublished."""
        try:
            data = found.get("data", found)
            return cls(
                code=str(data["code"]),
                name=str(data["name"]),
                steps=_texts(data, "executionSteps", "steps"),
                methods=tuple(_method(each) for each in _list(data, "executionMethods", "channels")),
                cases=tuple(_case(each) for each in _list(data, "executionCases", "cases")),
                results=_texts(data, "resultsDetails", "results"),
                legal_basis=_texts(data, "legalBasisesDetails", "legal_basis"),
                requirements=str(data.get("requirementsAndConditions", data.get("requirements")) or ""),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise NotPublished(f"{type(error).__name__}: {error}") from None

    def as_json(self) -> dict[str, Any]:
        """Return it in the portal's own shape."""
        return {
            "data": {
                "code": self.code,
                "name": self.name,
                "executionSteps": [{"content": step} for step in self.steps],
                "executionMethods": [
                    {
                        "submissionMethod": method.channel,
                        "processingTime": method.time,
                        "processingTimeUnit": method.unit,
                        "fees": [
                            {"type": "FEE", "value": fee.dong, "currency": "VND", "description": fee.about}
                            for fee in method.fees
                        ],
                    }
                    for method in self.methods
                ],
                "executionCases": [
                    {
                        "name": case.name,
                        "profileComponents": [
                            {
                                "code": each.code,
                                "name": each.name,
                                "originalQty": each.originals,
                                "copyQty": each.copies,
                                "required": each.required,
                            }
                            for each in case.components
                        ],
                    }
                    for case in self.cases
                ],
                "resultsDetails": [{"name": result} for result in self.results],
                "legalBasisesDetails": [{"name": act} for act in self.legal_basis],
                "requirementsAndConditions": self.requirements,
            }
        }

    @property
    def components(self) -> dict[str, Component]:
        """The papers of all cases, by code; those without one cannot be compared."""
        return {each.code: each for case in self.cases for each in case.components if each.code}


@dataclass(frozen=True, slots=True)
class Difference:
    """What one publication says of a field and the other does not."""

    field: str
    about: str
    """The channel, the code of a document ...; empty where the field is one."""
    published: str
    ours: str


def parse_all(found: Any) -> list[Published]:
    """Read a file: one procedure, a list of them, or an object of them by code; raise NotPublished."""
    if isinstance(found, Mapping):
        one = "data" in found or "code" in found
        return [Published.parse(found)] if one else [Published.parse(each) for each in found.values()]
    if isinstance(found, list):
        return [Published.parse(each) for each in found]
    raise NotPublished("a file holds a procedure, a list of them, or an object of them by code")


def differences(published: Published, ours: Published) -> list[Difference]:
    """Compare two publications of a procedure, field by field; forms among the results only where they are numbered."""
    named, own = (" ".join(each.name.split()) for each in (published, ours))
    return [
        *([] if named == own else [Difference("name", "", named, own)]),
        *_by_channel("time", _times(published), _times(ours)),
        *_by_channel("fee", _fees(published), _fees(ours)),
        *_components(published, ours),
        *_unlike("legal_basis", _found(_ACT, published.legal_basis), _found(_ACT, ours.legal_basis)),
        *(
            Difference("result", form, form, "")
            for form in sorted(_found(_FORM, published.results) - _found(_FORM, ours.results))
        ),
    ]


def _unlike(field: str, published: set[str], ours: set[str]) -> list[Difference]:
    return [
        *(Difference(field, value, value, "") for value in sorted(published - ours)),
        *(Difference(field, value, "", value) for value in sorted(ours - published)),
    ]


def _by_channel(field: str, published: Mapping[str, set[str]], ours: Mapping[str, set[str]]) -> list[Difference]:
    return [
        Difference(field, channel, ", ".join(sorted(published[channel])), ", ".join(sorted(ours[channel])))
        for channel in sorted(published.keys() & ours.keys())
        if published[channel] != ours[channel]
    ]


def _components(published: Published, ours: Published) -> list[Difference]:
    theirs, own = published.components, ours.components
    return [
        *(Difference("document", code, theirs[code].name, "") for code in sorted(theirs.keys() - own.keys())),
        *(Difference("document", code, "", own[code].name) for code in sorted(own.keys() - theirs.keys())),
    ]


def _times(of: Published) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for method in of.methods:
        found.setdefault(method.channel, set()).add(f"{method.time} {method.unit}")
    return found


def _fees(of: Published) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for method in of.methods:
        found.setdefault(method.channel, set()).update(f"{fee.dong}" for fee in method.fees if fee.dong)
    return found


def _found(pattern: re.Pattern[str], texts: Iterable[str]) -> set[str]:
    return {number for text in texts for number in pattern.findall(text)}


def _list(data: Mapping[str, Any], *names: str) -> list[Any]:
    return next((list(data[name]) for name in names if data.get(name)), [])


def _texts(data: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    return tuple(
        str(each.get("content") or each.get("name") or "") if isinstance(each, Mapping) else str(each)
        for each in _list(data, *names)
    )


def _method(found: Mapping[str, Any]) -> Method:
    fees = tuple(
        Fee(int(fee.get("value", fee.get("vnd")) or 0), str(fee.get("description", fee.get("note")) or ""))
        for fee in found.get("fees") or ()
    )
    channel = str(found.get("submissionMethod", found.get("channel")))
    time = int(found.get("processingTime", found.get("time")) or 0)
    return Method(channel, time, str(found.get("processingTimeUnit", found.get("unit")) or ""), fees)


def _case(found: Mapping[str, Any]) -> Case:
    components = tuple(
        Component(
            code=str(each.get("code") or ""),
            name=str(each.get("name") or ""),
            originals=int(each.get("originalQty", each.get("originals")) or 0),
            copies=int(each.get("copyQty", each.get("copies")) or 0),
            required=bool(each.get("required")),
        )
        for each in _list(found, "profileComponents", "documents")
    )
    return Case(str(found.get("name") or ""), components)
