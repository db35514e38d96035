"""Tables of intakes. Lines are kept for some weeks after their batch has ended, the batch itself for good."""

from django.db import models
from django.db.models import Q

from dancu.intake.domain.states import OPEN, BatchState, Form, LineState
from dancu.platform.refs import Ref


class Batch(models.Model):
    id = models.UUIDField(primary_key=True)
    form = models.CharField(max_length=4)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    """SHA-256 of the file."""
    reason = models.CharField(max_length=200)
    """On what ground the file is taken in; every event names it."""
    agency = Ref("offices.Agency", null=True)
    """Null where an operator sent it by the command line."""
    officer = Ref("offices.Officer", null=True)
    scope = models.CharField(max_length=16, blank=True)
    """The jurisdiction of who sent it; empty for the whole country."""
    heads = models.JSONField(default=list)
    keys = models.JSONField(default=list)
    state = models.CharField(max_length=9, default=BatchState.STAGING)
    through = models.PositiveIntegerField(default=0)
    """The last row of the file that is staged."""
    lines = models.PositiveIntegerField(default=0)
    ready = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    entered = models.PositiveIntegerField(default=0)
    homeless = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = Ref("offices.Officer", null=True)
    account_id = models.BigIntegerField(null=True)
    """Of the officer who sent it, then of the one who confirmed it."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(form__in=list(Form)), name="form_of_an_intake_is_known"),
            models.CheckConstraint(condition=Q(state__in=list(BatchState)), name="intake_state_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_intake_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state__in=list(OPEN), ended_at=None) | ~Q(state__in=list(OPEN)) & Q(ended_at__isnull=False),
                name="an_intake_that_ended_says_when",
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=~Q(state=BatchState.CANCELLED), name="one_intake_a_file"
            ),
        ]
        indexes = [models.Index(fields=["agency", "-sent_at"], name="intakes_of_an_agency")]


class Line(models.Model):
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    """As spreadsheets count rows."""
    cells = models.JSONField()
    """As they were typed."""
    state = models.CharField(max_length=8, default=LineState.WAITING)
    faults = models.JSONField(default=list)
    turn = models.PositiveSmallIntegerField(default=0)
    """Whose turn it is: the elder before their children, then the householders before their households."""
    pin = models.CharField(max_length=12, blank=True, default="", db_collation="C")
    """The number by which others of the file may name him: the personal one, or else the old one."""
    home = models.CharField(max_length=300, blank=True, default="", db_collation="C")
    """Of a householder: by what those who live with him name his household."""
    joins = models.CharField(max_length=300, blank=True, default="", db_collation="C")
    """Of those who live with a householder: his household as `home` has it."""
    head_number = models.CharField(max_length=12, blank=True, default="", db_collation="C")
    alike = models.JSONField(default=list)
    """Ids of those in the register who may be the same person."""
    another = models.CharField(max_length=200, blank=True, default="")
    """Why somebody who is like others is another, as an officer wrote it."""
    person = Ref("population.Person", null=True, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="each_line_of_an_intake_once"),
            models.CheckConstraint(condition=Q(state__in=list(LineState)), name="intake_line_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["batch", "state", "turn", "number"], name="lines_of_an_intake_in_turn"),
            models.Index(fields=["batch", "pin"], name="lines_of_an_intake_by_number", condition=~Q(pin="")),
            models.Index(fields=["batch", "home"], name="householders_of_an_intake", condition=~Q(home="")),
        ]
