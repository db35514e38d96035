"""Read the lines of a lot as they would be entered: the dry run and the entry judge alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.timezone import localtime

from dancu.intake.columns import NO_RELIGION, columns_of
from dancu.intake.domain import refusals
from dancu.intake.domain.reading import Said, against, home_key, said
from dancu.intake.domain.states import Form
from dancu.intake.models import Batch, Line
from dancu.lists.columns import Fault, read
from dancu.offices import queries as offices
from dancu.offices.domain.jurisdiction import covers
from dancu.places import queries as places
from dancu.places.domain.units import Address, Ask, Certain
from dancu.population import queries as population
from dancu.population.commands import Another, Entry, NumberTaken
from dancu.population.domain.person import PlaceOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What became of a line: what it says where it can be read, and what stands against it."""

    line: Line
    said: Said | None
    place: Address | None = None
    """Where he lives, in a commune of today."""
    faults: Sequence[Fault] = ()

    @property
    def home(self) -> str:
        """By what those who live with a householder name his household."""
        if not (self.said and self.place and self.said.heads):
            return ""
        return home_key(self.said.name.full, self.place.unit_id, self.place.line)

    @property
    def wanted(self) -> str:
        """The household that somebody says he belongs to, as `home` of its householder."""
        if not (self.said and self.place and self.said.head_name) or self.said.heads:
            return ""
        return home_key(self.said.head_name, self.place.unit_id, self.place.line)


def cells_of(line: Line, keys: Sequence[str]) -> dict[str, str]:
    """Return the cells of a line by the keys of their columns."""
    return {key: cell for key, cell in zip(keys, line.cells, strict=True) if key}


def judge(batch: Batch, lines: Iterable[Line], on: date) -> list[Judged]:
    """Read lines of DC01, and say what stands against them."""
    return _against_numbers(batch, judged_alone(batch, lines, on))


def judged_alone(batch: Batch, lines: Iterable[Line], on: date) -> list[Judged]:
    """Read lines of DC01, and say what stands against each by itself."""
    return [_read(batch, line, on) for line in lines]


def _read(batch: Batch, line: Line, on: date) -> Judged:
    values, faults = read(columns_of(Form.DC01), cells_of(line, batch.keys))
    if faults:
        return Judged(line=line, said=None, faults=faults)
    line_said = said(values, NO_RELIGION)
    found = [Fault.of(refusal, column=column) for column, refusal in against(line_said, values, on)]
    if not line_said.number and _province(line_said) == "":
        found.append(Fault.of(refusals.UnknownPlace(), column="registration"))
    place = None
    if line_said.permanent:
        place, refusal = _today(line_said.permanent, batch.scope, on)
        if refusal:
            found.append(Fault.of(refusal, column="permanent"))
    return Judged(line=line, said=line_said, place=place, faults=found)


def _today(place: PlaceOf, scope: str, on: date) -> tuple[Address | None, Any]:
    """Return a place in a commune of today, or what keeps it from being one; nothing is guessed of a divided one."""
    assert place.unit_id is not None  # noqa: S101  # the field refuses what it does not know
    units = places.directory()
    match units.today(units.unit(place.unit_id), on):
        case Certain(unit):
            agency = offices.find_competent_agency(unit.id, on=on) if scope else None
            if scope and (agency is None or not covers(scope, agency.code)):
                return None, refusals.OutsideJurisdiction()
            return Address(unit.id, place.line), None
        case Ask(candidates):
            if not candidates:
                return None, refusals.PlaceWithoutSuccessor()
            names = "; ".join(units.full_name(each) for each in candidates)
            return None, refusals.PlaceDivided(places=names)


def _against_numbers(batch: Batch, judged: Sequence[Judged]) -> list[Judged]:
    """Add what the numbers of others speak against lines: those ever issued, and those of earlier lines of the file."""
    pins = [each.said.number for each in judged if each.said and each.said.number]
    issued = population.issued(pins)
    earlier = dict(Line.objects.filter(batch=batch, pin__in=pins).order_by("-number").values_list("pin", "number"))
    found = []
    for each in judged:
        pin = each.said.number if each.said else ""
        faults = list(each.faults)
        if pin in issued:
            faults.append(Fault.of(NumberTaken(), column="number"))
        elif pin and earlier.setdefault(pin, each.line.number) < each.line.number:
            faults.append(Fault.of(refusals.TwiceInFile(line=earlier[pin]), column="number"))
        found.append(replace(each, faults=faults))
    return found


def _province(line: Said) -> str:
    """Return the three digits of the province of birth registration, empty where it is not known."""
    unit = line.facts.birth_registration_unit
    if unit is None:
        return ""
    units = places.directory()
    return f"0{units.province(units.unit(unit)).code}"


def entry_of(judged: Judged, ground: str) -> Entry:
    """Return somebody as the register takes him in."""
    assert judged.said  # noqa: S101  # only of lines without faults
    line = judged.line
    another = Another(than=frozenset(line.alike), reason=line.another) if line.another else None
    return Entry(
        key=line.number,
        pin=judged.said.number,
        province=_province(judged.said),
        name=judged.said.name,
        born=judged.said.born,
        sex=judged.said.sex,
        facts=judged.said.facts,
        details=judged.said.details,
        another=another,
        ground=ground,
    )


def day_of(at: Any) -> date:
    """Return the day of an instant here."""
    return localtime(at).date()
