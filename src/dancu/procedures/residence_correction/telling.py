"""Tells somebody that he heads a household because nobody could be asked, and where the members name another."""

from datetime import datetime

from procrastinate.contrib.django import app

from dancu.identity.commands import telling
from dancu.platform.events import subscribe
from dancu.platform.jobs import AGAIN
from dancu.residence.events import HeadChanged

SLUG = "residence-correction"


@app.task(name="residence_correction.tell_new_householder", retry=AGAIN)
def tell_new_householder(household: int, former_head: int, head: int, by_rule: bool, at: str) -> None:
    """Tell a householder by rule, where he has a verified account; whom a dossier made one was told by it."""
    if by_rule:
        telling.tell_person(
            person=head, template="householder_by_rule", facts={"slug": SLUG}, at=datetime.fromisoformat(at)
        )


subscribe(HeadChanged, tell_new_householder)
