"""Leave what an officer had in hand to his colleagues, when he leaves the agency."""

from datetime import datetime

from django.db import transaction

from dancu.audit import commands as audit
from dancu.casework.domain.states import IN_HAND
from dancu.casework.models import Dossier
from dancu.kernel.actor import SYSTEM, Purpose


@transaction.atomic
def release(*, officer_id: int, agency_id: int, at: datetime) -> int:
    """Take a leaving officer's name off the agency's dossiers in processing; return how many. Safe to repeat."""
    held = Dossier.objects.select_for_update().filter(assignee=officer_id, agency=agency_id, state__in=sorted(IN_HAND))
    codes = dict(held.order_by("pk").values_list("pk", "code"))
    Dossier.objects.filter(pk__in=codes).update(assignee=None)
    audit.record_many(
        "casework.released",
        by=SYSTEM,
        purpose=Purpose.OPERATIONS,
        at=at,
        subjects=[("dossier", code) for code in codes.values()],
        facts={"officer": officer_id},
    )
    return len(codes)
