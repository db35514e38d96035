"""Notes of what an officer found on the spot (ghi chú xác minh): only added, never changed, and read by officers alone."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dancu.audit import commands as audit
from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.commands.acts import LONGEST_NOTE, NoteTooLong
from dancu.casework.models import Dossier, Inspection
from dancu.kernel.actor import Actor, Purpose
from dancu.kernel.errors import Invalid
from dancu.offices.queries import OfficerView

LONGEST_PLACE = 300
"""Characters of the place."""


class PlaceMissing(Invalid):
    """Write where the inspection took place."""

    code = "casework.inspection_place_missing"


class FindingMissing(Invalid):
    """Write what was found on the spot."""

    code = "casework.inspection_finding_missing"


class InspectedLater(Invalid):
    """An inspection cannot have taken place after today. Check the day."""

    code = "casework.inspected_later"


@transaction.atomic
def note_inspection(
    *, code: str, place: str, inspected_on: date, finding: str, officer: OfficerView, by: Actor, at: datetime
) -> int:
    """Add a note to a dossier that the officer may process, and return its number; the same note sent again is one.

    Raises NoSuchDossier, OwnDossier, RightMissing, ActNotPossible, PlaceMissing, FindingMissing, NoteTooLong, InspectedLater.
    """
    dossier = Dossier.objects.select_for_update().filter(code=code).first()
    if dossier is None:
        raise NoSuchDossier
    authorisation.ensure_visible(officer, dossier)
    if refused := authorisation.inspection_refusal(officer, dossier):
        raise refused
    place, finding = place.strip()[:LONGEST_PLACE], finding.strip()
    if not place:
        raise PlaceMissing(fields={"place": [PlaceMissing.template()]})
    if not finding:
        raise FindingMissing(fields={"finding": [FindingMissing.template()]})
    if len(finding) > LONGEST_NOTE:
        raise NoteTooLong(most=LONGEST_NOTE, fields={"finding": [NoteTooLong.template()]})
    if inspected_on > timezone.localtime(at).date():
        raise InspectedLater(fields={"inspected_on": [InspectedLater.template()]})
    facts = {"officer_id": officer.id, "place": place, "inspected_on": inspected_on, "finding": finding}
    row, added = Inspection.objects.get_or_create(
        dossier=dossier, **facts, defaults={"agency_id": officer.agency.id, "noted_at": at}
    )
    if added:
        audit.record(
            "casework.inspection_noted",
            by=by,
            purpose=Purpose.DOSSIER,
            at=at,
            subject=("dossier", dossier.code),
            facts={"inspection": row.pk},
        )
    return int(row.pk)
