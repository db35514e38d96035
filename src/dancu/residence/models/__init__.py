"""Tables of residence."""

from django.db import models
from django.db.models import F, Q

from dancu.platform.refs import Ref
from dancu.residence.domain.absence import Category
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EventKind, Ground, Kind
from dancu.residence.models.lodging import LodgingFacility, LodgingNotice, Stay

__all__ = [
    "AbsenceFacts",
    "AbsencePeriod",
    "AbsencePeriodHistory",
    "Departure",
    "Household",
    "LodgingFacility",
    "LodgingNotice",
    "PeriodFacts",
    "ResidenceEvent",
    "ResidencePeriod",
    "ResidencePeriodHistory",
    "Stay",
]


class Household(models.Model):
    code = models.CharField(max_length=16, db_collation="C")
    """The residence file number."""
    kind = models.CharField(max_length=9, default=Kind.PERMANENT.value, db_default=Kind.PERMANENT.value)
    """How its members live at the address; somebody may head a permanent household and, elsewhere, a temporary one."""
    unit = Ref("places.AdministrativeUnit", db_index=False)
    address_line = models.CharField(max_length=200)
    head = Ref("population.Person", db_index=False)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    synthetic = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_household_a_file_number"),
            models.CheckConstraint(condition=Q(closed_on__gte=F("opened_on")), name="household_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(kind__in=[Kind.PERMANENT.value, Kind.TEMPORARY.value]), name="kind_of_household_is_known"
            ),
            models.UniqueConstraint(
                fields=["head", "kind"], condition=Q(closed_on__isnull=True), name="one_open_household_a_head"
            ),
        ]


class PeriodFacts(models.Model):
    """The columns that a period has in the register and in its history."""

    person = Ref("population.Person", db_index=False)
    kind = models.CharField(max_length=9)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    unit = Ref("places.AdministrativeUnit", db_index=False)
    address_line = models.CharField(max_length=200)
    relation = models.CharField(max_length=32, blank=True, default="", db_default="")
    since = models.DateField()
    until = models.DateField(null=True)
    ground = models.CharField(max_length=16)
    end_ground = models.CharField(max_length=32, blank=True, default="", db_default="")
    """Empty for a temporary period whose end nobody has noted yet."""
    dossier = Ref("casework.Dossier", null=True, db_index=False)

    class Meta:
        abstract = True


class ResidencePeriod(PeriodFacts):
    """The register as known now: of each person and kind one chain of periods without an overlap.

    The migration adds the chain's third link: `previous_until` is the `until` of this person's period before.
    """

    previous_until = models.DateField(null=True)
    """Null only for a person's first period of a kind."""
    name_key = models.CharField(max_length=200, db_collation="C", default="", db_default="", editable=False)
    birth_year = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    """The person's folded name and year of birth, by which one index finds who lives in a unit. Triggers keep them."""
    recorded_at = models.DateTimeField()
    """When the row came to stand as it does; what stood before is in the history."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="kind_of_residence_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ground__in=[ground.value for ground in Ground]), name="ground_of_residence_is_known"
            ),
            models.CheckConstraint(
                condition=Q(relation__in=["", *[each.value for each in Relation]]),
                name="relation_to_the_head_is_known",
            ),
            models.CheckConstraint(
                condition=Q(household__isnull=True, relation="") | Q(Q(household__isnull=False), ~Q(relation="")),
                name="a_member_of_a_household_has_a_relation",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="a_period_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(end_ground="") | Q(until__isnull=False), name="what_ended_has_its_last_day"
            ),
            models.CheckConstraint(
                condition=Q(since__gte=F("previous_until")), name="a_period_begins_after_the_one_before"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.TEMPORARY.value) | Q(until__isnull=False), name="a_temporary_period_has_an_end"
            ),
            models.UniqueConstraint(fields=["person", "kind", "until"], nulls_distinct=False, name="one_open_period"),
            models.UniqueConstraint(
                fields=["person", "kind", "previous_until"], nulls_distinct=False, name="one_successor"
            ),
        ]
        indexes = [
            models.Index(
                fields=["household", "until"], name="periods_of_a_household", condition=Q(household__isnull=False)
            ),
            models.Index(
                fields=["unit", "until"],
                name="temporary_residents_of_a_unit",
                condition=Q(kind=Kind.TEMPORARY.value),
            ),
            models.Index(
                fields=["until"],
                name="temporary_periods_to_end",
                condition=Q(kind=Kind.TEMPORARY.value, end_ground=""),
            ),
            models.Index(fields=["unit", "name_key", "birth_year", "person"], name="people_of_a_unit_by_name"),
        ]


class ResidenceEvent(models.Model):
    """What happened, with what stood before and after; PostgreSQL refuses to change or delete a row."""

    kind = models.CharField(max_length=24)
    act = models.UUIDField(null=True)
    """The same for all that one command did; null for what was done before acts were numbered."""
    person = Ref("population.Person", null=True)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="+")
    notice = models.ForeignKey(LodgingNotice, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    at = models.DateTimeField()
    on = models.DateField()
    ground = models.CharField(max_length=32)
    dossier = Ref("casework.Dossier", null=True, db_index=False)
    actor_kind = models.CharField(max_length=16)
    account_id = models.BigIntegerField(null=True)
    officer_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False)
                | Q(household__isnull=False)
                | Q(notice__isnull=False)
                | Q(kind__in=[EventKind.TAKEN_IN.value, EventKind.ADDRESSES_CHANGED.value]),
                name="a_residence_event_is_about_somebody",
            )
        ]
        indexes = [
            models.Index(fields=["act"], name="events_of_an_act", condition=Q(act__isnull=False)),
        ]


class ResidencePeriodHistory(PeriodFacts):
    """A period as it stood in the register between two instants, and the event that superseded it."""

    recorded_from = models.DateTimeField()
    recorded_until = models.DateTimeField()
    event = models.ForeignKey(ResidenceEvent, on_delete=models.PROTECT, related_name="superseded")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recorded_until__gte=F("recorded_from")), name="known_until_after_known_from"
            )
        ]
        indexes = [models.Index(fields=["person", "kind", "since"], name="history_of_a_person")]


class AbsenceFacts(models.Model):
    """The columns that an absence has in the register and in its history."""

    person = Ref("population.Person", db_index=False)
    category = models.CharField(max_length=24)
    unit = Ref("places.AdministrativeUnit", null=True, db_index=False)
    address_line = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=3, blank=True)
    """ISO 3166-1 alpha-3, for who goes abroad."""
    reason = models.CharField(max_length=500)
    since = models.DateField()
    until = models.DateField()
    end_ground = models.CharField(max_length=32, blank=True)
    dossier = Ref("casework.Dossier", null=True, db_index=False)
    home_unit = Ref("places.AdministrativeUnit", null=True, db_index=False)
    """Where he was registered when it was declared, permanently or else temporarily: whose police list him."""

    class Meta:
        abstract = True


class AbsencePeriod(AbsenceFacts):
    """Declared absences as known now: of each person one chain, linked in the migration as residence periods are."""

    previous_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=[each.value for each in Category]), name="category_of_absence_is_known"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, country="") | Q(Q(unit__isnull=True), ~Q(country="")),
                name="an_absence_leads_to_a_place_or_abroad",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="an_absence_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(since__gte=F("previous_until")), name="an_absence_begins_after_the_one_before"
            ),
            models.UniqueConstraint(fields=["person", "until"], name="one_absence_until_a_day"),
            models.UniqueConstraint(
                fields=["person", "previous_until"], nulls_distinct=False, name="one_absence_after_another"
            ),
        ]
        indexes = [models.Index(fields=["home_unit", "until", "id"], name="absent_from_a_unit")]


class AbsencePeriodHistory(AbsenceFacts):
    """An absence as it stood in the register between two instants, and the event that superseded it."""

    recorded_from = models.DateTimeField()
    recorded_until = models.DateTimeField()
    event = models.ForeignKey(ResidenceEvent, on_delete=models.PROTECT, related_name="superseded_absences")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recorded_until__gte=F("recorded_from")), name="absence_known_until_after_known_from"
            )
        ]
        indexes = [models.Index(fields=["person", "since"], name="absences_of_a_person_before")]


class Departure(models.Model):
    """Word to the commune that somebody left: who went where, and which officer of it took note."""

    person = Ref("population.Person", db_index=False)
    unit = Ref("places.AdministrativeUnit", db_index=False)
    """The unit that he left, as the register named it."""
    address_line = models.CharField(max_length=200)
    to_unit = Ref("places.AdministrativeUnit", db_index=False)
    to_address_line = models.CharField(max_length=200)
    on = models.DateField()
    dossier = Ref("casework.Dossier", null=True, db_index=False)
    told_at = models.DateTimeField()
    noted_at = models.DateTimeField(null=True)
    noted_by = Ref("offices.Officer", null=True, db_index=False)
    withdrawn_at = models.DateTimeField(null=True)
    """The registration elsewhere was cancelled: he did not leave."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(noted_at__isnull=True, noted_by__isnull=True)
                | Q(noted_at__isnull=False, noted_by__isnull=False),
                name="a_departure_is_noted_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["unit", "noted_at"], name="departures_from_a_unit")]
