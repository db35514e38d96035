"""Whose dossiers appear on whose page of the portal."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from dancu.audit import commands as audit
from dancu.casework.models import Dossier
from dancu.kernel.actor import Actor, Purpose


@transaction.atomic
def give_to_account(*, declarer_numbers: Collection[str], account_id: int, by: Actor, at: datetime) -> None:
    """Give the account of somebody, once it is proved to be his, what he declared at counters before he had it."""
    mine = Dossier.objects.filter(declarer_pin__in=[each for each in declarer_numbers if each], account__isnull=True)
    codes = list(mine.values_list("code", flat=True))
    mine.update(account_id=account_id)
    audit.record_many(
        "casework.given_to_account",
        by=by,
        purpose=Purpose.IDENTITY_CHECK,
        at=at,
        subjects=[("dossier", code) for code in codes],
        facts={"account": account_id},
    )
