"""Tables of cards."""

from django.db import models
from django.db.models import F, Q

from dancu.cards.domain.cards import Kind, State
from dancu.platform.refs import Ref


class CardRow(models.Model):
    """A card that was issued; what became of it is its state."""

    person = Ref("population.Person", db_index=False)
    kind = models.CharField(max_length=16)
    number = models.CharField(max_length=12, db_collation="C")
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    state = models.CharField(max_length=16, default=State.IN_FORCE.value, db_default=State.IN_FORCE.value)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "number", "issued_on"], name="a_card_is_recorded_once"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=[State.IN_FORCE.value, State.HELD.value]),
                name="one_live_card_a_person",
            ),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="card_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="card_state_is_known"),
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{12}$") | Q(kind=Kind.PEOPLES.value, number__regex=r"^[0-9]{9}$"),
                name="card_number_has_its_digits",
            ),
            models.CheckConstraint(condition=Q(expires_on__gte=F("issued_on")), name="a_card_ends_after_it_begins"),
        ]


class CardEvent(models.Model):
    """What happened to a card; PostgreSQL refuses to change or delete a row."""

    card = models.ForeignKey(CardRow, on_delete=models.PROTECT, related_name="events")
    action = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    """Which it was in from then on."""
    on = models.DateField()
    at = models.DateTimeField()
    ground = models.CharField(max_length=200)
    actor_kind = models.CharField(max_length=16)
    account_id = models.BigIntegerField(null=True)
    officer_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
