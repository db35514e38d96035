"""What who receives finds in the small world: a facility that called, its guest, what was taken for another agency."""

from datetime import datetime, timedelta
from typing import Any

from dancu.offices.queries import OfficerView
from dancu.residence.models import LodgingFacility, Stay
from tests.builders.counters import Clerk, WalkIn
from tests.builders.lodging import CALLER, a_guest, write_down_by


def receivers(officer: OfficerView, now: datetime) -> tuple[dict[str, Any], list[str]]:
    """Make it of the facility that is there; return the facts that addresses name, and words of no language."""
    facility = LodgingFacility.objects.get()
    guest = a_guest(arrives_at=now, until=(now + timedelta(days=2)).date(), room="305")
    notice = write_down_by(officer, guest, at=now, facility=facility.pk).id
    stay = Stay.objects.get(notice=notice).pk
    walk_in = WalkIn("Lý Văn Tám")
    taken = Clerk(officer).file(walk_in)
    facts = {"lodging_facility": facility.pk, "written_down": notice, "stay_written_down": stay, "taken": taken}
    return facts, [CALLER, walk_in.person.name.full, walk_in.wife.name.full]
