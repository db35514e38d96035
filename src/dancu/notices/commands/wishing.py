"""Keep what a person wishes of the messages that he gets."""

from datetime import datetime

from django.db import transaction

from dancu.audit import commands as audit
from dancu.kernel.actor import Actor, Purpose
from dancu.notices.domain.wishes import CHOSEN_KINDS, CHOSEN_WAYS, Wishes
from dancu.notices.models import WishesRow


@transaction.atomic
def keep_wishes(wishes: Wishes, *, by: Actor, at: datetime) -> None:
    """Keep what the owner of an account wishes from now on, also of messages that wait."""
    refused = [f"{kind}.{way}" for kind in CHOSEN_KINDS for way in CHOSEN_WAYS if not wishes.wants(kind, way)]
    quiet = wishes.quiet
    WishesRow.objects.update_or_create(
        account_id=by.own_account,
        defaults={
            "refused": refused,
            "quiet_since": quiet.since if quiet else None,
            "quiet_until": quiet.until if quiet else None,
        },
    )
    audit.record(
        "notices.wishes_kept",
        by=by,
        purpose=Purpose.OWN_DATA,
        at=at,
        subject=("account", by.own_account),
        facts={"refused": refused, "quiet": f"{quiet.since:%H:%M}-{quiet.until:%H:%M}" if quiet else ""},
    )
