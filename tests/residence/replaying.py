"""Build the register anew from nothing but its events."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dancu.residence.domain.residence import EventKind
from dancu.residence.models import AbsencePeriod, Household, ResidenceEvent, ResidencePeriod

E = EventKind
Key = tuple[int, str, str]


class Replay:
    """What stands after some events: periods and absences by person, kind and first day; households by id."""

    def __init__(self, events: Iterable[ResidenceEvent]) -> None:
        self.periods: dict[Key, dict[str, Any]] = {}
        self.households: dict[int, dict[str, Any]] = {}
        self._ended: set[Key] = set()
        for event in events:
            self._apply(event)

    def _apply(self, event: ResidenceEvent) -> None:
        match event.kind:
            case E.DELETED | E.CANCELLED | E.PERIOD_EXTENDED | E.PERIOD_EXPIRED | E.RENEWAL_OPENED:
                pass  # they say why, and change no facts
            case E.HOUSEHOLD_OPENED | E.HOUSEHOLD_CLOSED | E.HEAD_CHANGED | E.HOUSEHOLD_RESTORED:
                self._apply_to_household(event)
            case E.RELATION_CHANGED:
                self._relate(event.person_id or 0, event, event.after["kind"], event.after["relation"])
            case E.ADDRESSES_CHANGED:
                self._rename(event)
            case _:
                self._apply_to_period(event)

    def _apply_to_period(self, event: ResidenceEvent) -> None:
        before, after = event.before, event.after
        match event.kind:
            case E.PERIOD_OPENED | E.ABSENCE_OPENED | E.PERIOD_RESTORED | E.ABSENCE_RESTORED:
                self.periods[_key(event.person_id, after)] = dict(after)
                self._ended.discard(_key(event.person_id, after))
            case E.PERIOD_ENDED | E.ABSENCE_ENDED:
                self.periods[_key(event.person_id, before)]["until"] = after["until"]
                self._ended.add(_key(event.person_id, before))
            case E.PERIOD_SUPERSEDED | E.ABSENCE_SUPERSEDED:
                del self.periods[_key(event.person_id, before)]
            case _:
                raise AssertionError(f"nobody says what {event.kind} does")

    def _apply_to_household(self, event: ResidenceEvent) -> None:
        after = event.after
        match event.kind:
            case E.HOUSEHOLD_OPENED:
                self.households[event.household_id or 0] = {"closed_on": None, **after}
            case E.HOUSEHOLD_CLOSED:
                self.households[event.household_id or 0]["closed_on"] = after["closed_on"]
            case E.HEAD_CHANGED | E.HOUSEHOLD_RESTORED:
                household = self.households[event.household_id or 0]
                household |= {name: after[name] for name in ("head", "closed_on") if name in after}
                for person, relation in after["relations"].items():
                    self._relate(int(person), event, household["kind"], relation)

    def _relate(self, person: int, event: ResidenceEvent, kind: str, relation: str) -> None:
        for key, period in self.periods.items():
            lives_there = key[:2] == (person, kind) and period["household"] == event.household_id
            if lives_there and key not in self._ended and _lasts(period, event):
                period["relation"] = relation

    def _rename(self, event: ResidenceEvent) -> None:
        unit, lines = event.before["unit"], event.before.get("lines")
        named = dict(zip(lines, event.after["lines"], strict=True)) if lines else None
        places = [period for period in self.periods.values() if "kind" in period and _lasts(period, event)]
        for place in [*places, *(each for each in self.households.values() if each["closed_on"] is None)]:
            if place["unit"] == unit and (named is None or place["address_line"] in named):
                place["unit"] = event.after["unit"]
                place["address_line"] = (named or {}).get(place["address_line"], place["address_line"])


def _lasts(period: dict[str, Any], event: ResidenceEvent) -> bool:
    return period["until"] is None or period["until"] > event.on.isoformat()


def _key(person: int | None, facts: dict[str, Any]) -> Key:
    return person or 0, facts.get("kind", "absence"), facts["since"]


def stored() -> tuple[dict[Key, dict[str, Any]], dict[int, dict[str, Any]]]:
    """Return what the tables say in the same form."""
    periods = {
        (row.person_id, row.kind, row.since.isoformat()): {
            "kind": row.kind, "household": row.household_id, "unit": row.unit_id, "address_line": row.address_line,
            "relation": row.relation, "since": row.since.isoformat(), "until": _text(row.until), "ground": row.ground,
        }
        for row in ResidencePeriod.objects.all()
    }  # fmt: skip
    absences = {
        (row.person_id, "absence", row.since.isoformat()): {
            "category": row.category, "unit": row.unit_id, "address_line": row.address_line, "country": row.country,
            "reason": row.reason, "home_unit": row.home_unit_id, "since": row.since.isoformat(), "until": _text(row.until),
        }
        for row in AbsencePeriod.objects.all()
    }  # fmt: skip
    households = {
        row.pk: {
            "closed_on": _text(row.closed_on), "code": row.code, "kind": row.kind, "unit": row.unit_id,
            "address_line": row.address_line, "head": row.head_id,
        }
        for row in Household.objects.all()
    }  # fmt: skip
    return periods | absences, households


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
