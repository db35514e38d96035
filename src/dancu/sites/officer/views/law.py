"""What the law sets for every agency alike: what procedures cost since when, and what no source settles of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dancu.casework.domain.filing import Channel
from dancu.casework.procedures import Listed, catalogue
from dancu.declarations.domain.law import FEE_ACTS, FEE_DOUBTS
from dancu.kernel.money import Money
from dancu.platform.clock import today
from dancu.residence import papers
from dancu.residence.domain.acts import in_force
from dancu.sites.officer import words


@dataclass(frozen=True, slots=True)
class Doubt:
    """One fact that is marked unverified, and the days for which it is applied."""

    procedure: str
    reason: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """What a filing costs whom nothing exempts, by the way of filing, for a span of days."""

    since: date
    until: date | None
    online: Money | None
    at_a_counter: Money | None
    online_by_list: Money | None
    """For each person of a list, where many are filed for at once."""
    at_a_counter_by_list: Money | None
    sources: tuple[str, ...]
    """Titles of the acts that set it; none where provinces did."""
    doubts: tuple[str, ...]

    @property
    def current(self) -> bool:
        """Whether it is what is asked for now."""
        return self.until is None


@require_safe
def unverified(request: HttpRequest) -> HttpResponse:
    """List everything that is marked unverified, with its reason, by procedure and by form; what holds today first."""
    found = sorted(_doubts(), key=lambda doubt: (doubt.procedure, doubt.until is not None))
    forms = [(words.paper(form), reason) for form, reason in (papers.UNVERIFIED | papers.NOT_DRAWN).items()]
    return render(request, "officer/unverified.html", {"doubts": found, "forms": forms})


@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    """List what each procedure costs and has cost, with the acts that it rests on; the latest first."""
    found = [(each.title, tuple(_amounts(each.code))[::-1]) for each in catalogue().in_force(today())]
    return render(request, "officer/fees.html", {"procedures": [(title, rows) for title, rows in found if rows]})


def _doubts() -> Iterator[Doubt]:
    for current in catalogue().in_force(today()):
        versions = catalogue().history(current.code)
        for key in dict.fromkeys(key for version in versions for key in version.unverified):
            marked = [version for version in versions if key in version.unverified]
            yield Doubt(current.title, current.texts(f"unverified.{key}"), marked[0].since, marked[-1].until)


def _amounts(code: str) -> Iterator[Amounts]:
    """Yield the amounts of a procedure, once for all versions of the law that have left them as they were."""
    charging = (version for version in catalogue().history(code) if version.fees)
    for (fees, by_list, sources, doubts), same in groupby(charging, key=_charged):
        versions = list(same)
        single, listed = dict(fees), dict(by_list)
        yield Amounts(
            since=versions[0].since,
            until=versions[-1].until,
            online=single.get(Channel.PORTAL),
            at_a_counter=single.get(Channel.COUNTER),
            online_by_list=listed.get(Channel.PORTAL),
            at_a_counter_by_list=listed.get(Channel.COUNTER),
            sources=sources,
            doubts=tuple(versions[-1].texts(f"unverified.{key}") for key in doubts),
        )


_Charged = tuple[tuple[tuple[Channel, Money], ...], tuple[tuple[Channel, Money], ...], tuple[str, ...], tuple[str, ...]]


def _charged(version: Listed) -> _Charged:
    doubts = tuple(key for key in version.unverified if key in FEE_DOUBTS)
    return (
        tuple(version.fees.items()),
        tuple(version.fees_by_list.items()),
        in_force(FEE_ACTS, version.since),
        doubts,
    )
