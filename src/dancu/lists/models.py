"""Tables of lists. They are kept for some weeks, what a row said only until it is taken up."""

from django.db import models
from django.db.models import F, Q

from dancu.lists.domain.states import ListState, RowState
from dancu.platform.refs import Ref


class PersonList(models.Model):
    """A list that was sent, with how far it has come."""

    id = models.UUIDField(primary_key=True)
    """Given out with the form that sends it, so that sending it twice makes one list."""
    kind = models.CharField(max_length=64)
    account = Ref("accounts.Account")
    about = models.JSONField(default=dict)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    heads = models.JSONField()
    """Headings as they were sent; `keys` says what each is to us."""
    keys = models.JSONField()
    rows = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=16, default=ListState.BEING_TAKEN_UP)
    sent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ended_at"], name="lists_to_be_swept")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(ListState)), name="list_state_is_known"),
            models.CheckConstraint(condition=Q(rows__gte=F("taken") + F("refused")), name="no_row_counts_twice"),
            models.CheckConstraint(
                condition=Q(state=ListState.BEING_TAKEN_UP, ended_at=None)
                | ~Q(state=ListState.BEING_TAKEN_UP) & Q(ended_at__isnull=False),
                name="a_list_that_ended_says_when",
            ),
        ]


class ListRow(models.Model):
    person_list = models.ForeignKey(PersonList, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    """As they were sent; emptied when the row is taken up."""
    state = models.CharField(max_length=16, default=RowState.WAITING)
    faults = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_list", "number"], name="each_row_of_a_list_once"),
            models.CheckConstraint(condition=Q(state__in=list(RowState)), name="row_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=RowState.TAKEN, cells=[]) | ~Q(state=RowState.TAKEN),
                name="nothing_is_kept_of_a_row_that_was_taken",
            ),
            models.CheckConstraint(
                condition=Q(state=RowState.REFUSED) & ~Q(faults=[]) | ~Q(state=RowState.REFUSED) & Q(faults=[]),
                name="just_a_refused_row_has_faults",
            ),
        ]
