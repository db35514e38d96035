"""Tables of identity."""

from django.db import models
from django.db.models import Q

from dancu.identity.domain.matching import Way
from dancu.platform.refs import Ref


class VerifiedIdentity(models.Model):
    """An account and the person it was proved to be; ended, never removed."""

    account = Ref("accounts.Account")
    person = Ref("population.Person")
    way = models.CharField(max_length=16, choices=[(way.value, way.name) for way in Way])
    card_number = models.CharField(max_length=12, blank=True, db_collation="C")
    card_issued_on = models.DateField(null=True)
    officer = Ref("offices.Officer", null=True)
    verified_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(ended_at=None), name="one_person_an_account"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="one_verified_account_a_person"
            ),
            models.CheckConstraint(
                condition=Q(way=Way.EID.value)
                | Q(way=Way.COUNTER.value, officer__isnull=False, card_issued_on__isnull=False) & ~Q(card_number=""),
                name="at_a_counter_an_officer_checked_a_card",
            ),
        ]
