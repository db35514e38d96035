"""Tables of the register of persons."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from dancu.kernel.sex import Sex
from dancu.platform.refs import Ref
from dancu.population.domain.civil import Outcome
from dancu.population.domain.person import VIETNAM, BloodGroup, EventKind, Life, MaritalStatus, RecordStatus
from dancu.population.domain.reviewing import PairState
from dancu.population.models.foreigners import Foreigner, ForeignerEvent

__all__ = [
    "Adoption",
    "CivilMessage",
    "Foreigner",
    "ForeignerEvent",
    "Guardianship",
    "IssuedPin",
    "LikelyPair",
    "NameWord",
    "Person",
    "PersonEvent",
]


def _text(length: int) -> "models.CharField[str, str]":
    """Return a text that may be empty, also for loads that leave its column out."""
    return models.CharField(max_length=length, blank=True, default="", db_default="")


def _one_of(field: str, values: type[StrEnum], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q((f"{field}__in", [value.value for value in values])), name=name)


def _place() -> Ref:
    return Ref("places.AdministrativeUnit", null=True, db_index=False)


def _kin() -> "models.ForeignKey[Person | None, Person | None]":
    return models.ForeignKey("self", on_delete=models.PROTECT, null=True, db_index=False, related_name="+")


class IssuedPin(models.Model):
    """Every personal number ever issued: a row here is what keeps a number from being issued again."""

    number = models.CharField(max_length=12, primary_key=True, db_collation="C")
    issued_at = models.DateTimeField()
    annulled_at = models.DateTimeField(null=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(annulled_at__isnull=False),
                name="only_an_annulled_pin_has_a_successor",
            ),
            # Counting repetitions by pattern costs PostgreSQL four times as much, and a load checks millions.
            models.CheckConstraint(
                condition=Q(Exact(Length("number"), 12), number__regex=r"^[0-9]*$"), name="pin_has_twelve_digits"
            ),
        ]
        indexes = [
            models.Index(fields=["successor"], name="numbers_by_successor", condition=Q(successor__isnull=False)),
        ]


class Person(models.Model):
    # The migration adds a foreign key to IssuedPin: nobody bears a number that was not issued.
    pin = models.CharField(max_length=12, db_collation="C")
    surname = _text(60)
    middle = _text(80)
    given = models.CharField(max_length=60)
    other_name = _text(160)
    search_key = models.CharField(max_length=200, db_collation="C")
    """kernel.names.fold of the full name."""
    sort_key = models.CharField(max_length=400, db_collation="C")
    """kernel.names.sort_key of the name."""
    birth_year = models.PositiveSmallIntegerField()
    birth_month = models.PositiveSmallIntegerField(null=True)
    birth_day = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=6)
    birth_place_unit = _place()
    birth_place_line = _text(200)
    birth_registration_unit = _place()
    home_town_unit = _place()
    home_town_line = _text(200)
    ethnicity = _text(2)
    religion = _text(2)
    nationality = models.CharField(max_length=3, blank=True, default=VIETNAM, db_default=VIETNAM)
    nationality_lost_on = models.DateField(null=True)
    other_nationalities = models.JSONField(null=True)
    """Of each the country and between which days, in the order in which they were entered; null where none is recorded."""
    marital_status = _text(8)
    blood_group = _text(2)
    father = _kin()
    father_name = _text(160)
    father_number = _text(12)
    mother = _kin()
    mother_name = _text(160)
    mother_number = _text(12)
    spouse = _kin()
    spouse_name = _text(160)
    spouse_number = _text(12)
    old_id_number = models.CharField(max_length=9, blank=True, default="", db_default="", db_collation="C")
    occupation = _text(120)
    workplace = _text(200)
    education = _text(120)
    passport_number = models.CharField(max_length=20, blank=True, default="", db_default="", db_collation="C")
    passport_until = models.DateField(null=True)
    phone = _text(20)
    email = _text(254)
    life = models.CharField(max_length=8, default=Life.ALIVE.value, db_default=Life.ALIVE.value)
    died_on = models.DateField(null=True)
    declared_dead_on = models.DateField(null=True)
    missing_since = models.DateField(null=True)
    status = models.CharField(max_length=8, default=RecordStatus.IN_FORCE.value, db_default=RecordStatus.IN_FORCE.value)
    synthetic = models.BooleanField(default=False, db_default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pin"], name="one_person_a_pin"),
            _one_of("sex", Sex, "sex_is_male_or_female"),
            models.CheckConstraint(
                condition=Q(birth_month__isnull=False) | Q(birth_day__isnull=True), name="a_birth_day_has_its_month"
            ),
            models.CheckConstraint(
                condition=Q(marital_status__in=[status.value for status in MaritalStatus]),
                name="marital_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(blood_group__in=[group.value for group in BloodGroup]), name="blood_group_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in RecordStatus]), name="record_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(life=Life.ALIVE.value, died_on__isnull=True, missing_since__isnull=True)
                | Q(life=Life.MISSING.value, died_on__isnull=True, missing_since__isnull=False)
                | Q(life=Life.DEAD.value, died_on__isnull=False),
                name="the_dead_and_the_missing_have_their_dates",
            ),
            models.CheckConstraint(
                condition=Q(declared_dead_on__isnull=True)
                | Q(life=Life.DEAD.value, died_on__lte=F("declared_dead_on")),
                name="who_was_declared_dead_had_died_by_then",
            ),
            models.CheckConstraint(
                condition=Q(nationality_lost_on__isnull=True) | ~Q(nationality=VIETNAM),
                name="who_lost_the_nationality_has_it_no_more",
            ),
            models.CheckConstraint(condition=~Q(spouse=F("id")), name="nobody_is_his_own_spouse"),
            models.CheckConstraint(condition=~Q(father=F("id")) & ~Q(mother=F("id")), name="nobody_is_his_own_parent"),
        ]
        indexes = [
            models.Index(fields=["search_key", "birth_year"], name="persons_by_name_and_year"),
            models.Index(fields=["father"], name="children_of_a_father", condition=Q(father__isnull=False)),
            models.Index(fields=["mother"], name="children_of_a_mother", condition=Q(mother__isnull=False)),
            models.Index(fields=["old_id_number"], name="persons_by_old_number", condition=~Q(old_id_number="")),
            models.Index(fields=["passport_number"], name="persons_by_passport", condition=~Q(passport_number="")),
        ]


class NameWord(models.Model):
    """Every folded word of a name that somebody bears or bore; triggers of the migration add what is new."""

    word = models.CharField(max_length=200, primary_key=True, db_collation="C")


class Guardianship(models.Model):
    ward = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guardianships")
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="wardships")
    guardian_name = _text(160)
    """Of who is not in the register."""
    guardian_number = _text(12)
    ground = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="guardianship_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(ward=F("guardian")), name="nobody_is_his_own_guardian"),
            models.CheckConstraint(
                condition=Q(guardian__isnull=False, guardian_name="") | Q(guardian__isnull=True) & ~Q(guardian_name=""),
                name="a_guardian_is_linked_or_named",
            ),
            models.UniqueConstraint(
                fields=["ward", "guardian"], condition=Q(until__isnull=True), name="one_open_guardianship_a_pair"
            ),
        ]


class Adoption(models.Model):
    """That somebody is the adoptive father or mother of a child, until a court ends it."""

    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="adoptions")
    parent = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="adopted")
    parent_name = _text(160)
    """Of who is not in the register."""
    parent_number = _text(12)
    ground = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="adoption_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="nobody_adopts_himself"),
            models.CheckConstraint(
                condition=Q(parent__isnull=False, parent_name="") | Q(parent__isnull=True) & ~Q(parent_name=""),
                name="an_adoptive_parent_is_linked_or_named",
            ),
            models.UniqueConstraint(
                fields=["child", "parent"], condition=Q(until__isnull=True), name="one_open_adoption_a_pair"
            ),
        ]


class LikelyPair(models.Model):
    """Two records that may be one person's, and what officers make of them: one proposes, another decides."""

    one = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    weight = models.FloatField()
    """Of all that speaks for their being one person: a logarithm to the base of 2."""
    found_at = models.DateTimeField()
    state = models.CharField(max_length=8, default=PairState.WAITING.value)
    before = models.CharField(max_length=8, blank=True, default="", db_default="")
    """Where it stood before what is proposed."""
    proposal = models.CharField(max_length=8, blank=True, default="")
    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    """The record that goes on, or is to."""
    reason = _text(200)
    proposed_by = Ref("offices.Officer", null=True, db_index=False)
    proposed_at = models.DateTimeField(null=True)
    decided_by = Ref("offices.Officer", null=True, db_index=False)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_records_are_one_pair"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="the_lesser_id_comes_first"),
            _one_of("state", PairState, "state_of_a_pair_is_known"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="who_proposes_does_not_decide",
            ),
        ]
        indexes = [models.Index(fields=["state", "-weight", "id"], name="pairs_by_state")]


class PersonEvent(models.Model):
    """What happened to a person, with what stood before and after; PostgreSQL refuses to change or delete a row."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="events")
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    on = models.DateField()
    ground = models.CharField(max_length=200)
    actor_kind = models.CharField(max_length=16)
    account_id = models.BigIntegerField(null=True)
    officer_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    dossier_code = models.CharField(max_length=40, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(kind=EventKind.TAKEN_IN.value),
                name="only_an_intake_is_about_many",
            )
        ]
        indexes = [
            models.Index(
                fields=["dossier_code"],
                name="persons_entered_by_a_dossier",
                condition=Q(Q(kind=EventKind.REGISTERED.value), ~Q(dossier_code="")),
            ),
        ]


class CivilMessage(models.Model):
    """A message of a civil-status register that was taken up or waits; a number of a sender is used once."""

    sender = models.CharField(max_length=40)
    number = models.CharField(max_length=80)
    kind = models.CharField(max_length=24)
    digest = models.CharField(max_length=64)
    """SHA-256 of what it said: the same number with other words is another message."""
    outcome = models.CharField(max_length=8)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    """Whom it is about; of a birth the child."""
    waits_for = models.CharField(max_length=80, blank=True)
    """Number of the message of the birth that has not come yet."""
    said = models.JSONField(null=True)
    """Only while it waits."""
    problems = models.JSONField(default=list)
    """Of one that waited in vain, by field and code."""
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "number"], name="a_message_is_taken_up_once"),
            _one_of("outcome", Outcome, "outcome_of_a_message_is_known"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.HELD.value, said__isnull=False, settled_at__isnull=True) & ~Q(waits_for="")
                | ~Q(outcome=Outcome.HELD.value) & Q(said__isnull=True, settled_at__isnull=False),
                name="only_what_waits_is_kept_as_it_came",
            ),
        ]
        indexes = [
            models.Index(
                fields=["sender", "waits_for"],
                name="messages_that_wait",
                condition=Q(outcome=Outcome.HELD.value),
            ),
        ]
