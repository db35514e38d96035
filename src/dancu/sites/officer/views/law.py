"""What no source settles of the rules that this system applies, so that nobody takes it for certain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dancu.casework.procedures import catalogue
from dancu.platform.clock import today


@dataclass(frozen=True, slots=True)
class Doubt:
    """One fact that is marked unverified, and the days for which it is applied."""

    procedure: str
    reason: str
    since: date
    until: date | None


@require_safe
def unverified(request: HttpRequest) -> HttpResponse:
    """List everything that is marked unverified, with its reason, by procedure; what holds today first."""
    found = sorted(_doubts(), key=lambda doubt: (doubt.procedure, doubt.until is not None))
    return render(request, "officer/unverified.html", {"doubts": found})


def _doubts() -> Iterator[Doubt]:
    for current in catalogue().in_force(today()):
        versions = catalogue().history(current.code)
        for key in dict.fromkeys(key for version in versions for key in version.unverified):
            marked = [version for version in versions if key in version.unverified]
            yield Doubt(current.title, current.texts(f"unverified.{key}"), marked[0].since, marked[-1].until)
