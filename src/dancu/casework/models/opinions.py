"""The table of opinions that people are asked for online."""

import uuid

from django.db import models
from django.db.models import Q

from dancu.casework.domain.opinions import OpinionState
from dancu.platform.refs import Ref


class Opinion(models.Model):
    """What a householder, an owner, a parent or guardian says online to a dossier that needs his agreement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    """Part of the address that he opens, so it cannot be guessed."""
    dossier = models.ForeignKey("casework.Dossier", on_delete=models.PROTECT, db_index=False, related_name="opinions")
    document = models.CharField(max_length=48)
    """The document that it stands for."""
    name = models.CharField(max_length=160)
    pin = models.CharField(max_length=12, db_collation="C")
    state = models.CharField(max_length=8, default=OpinionState.ASKED)
    note = models.TextField(blank=True)
    account = Ref("accounts.Account", null=True, db_index=False)
    """Who gave it."""
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "document"], name="one_opinion_a_document"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in OpinionState]), name="state_of_an_opinion_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=OpinionState.ASKED.value, given_at__isnull=True, account__isnull=True)
                | (~Q(state=OpinionState.ASKED.value) & Q(given_at__isnull=False, account__isnull=False)),
                name="an_opinion_is_given_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["pin", "-asked_at"], name="opinions_asked_of_somebody")]
