"""Tables of foreigners who live in the country, as the immigration authority tells; nobody counts them as citizens."""

from django.db import models
from django.db.models import F, Q

from dancu.kernel.sex import Sex
from dancu.platform.refs import Ref
from dancu.population.domain.foreigners import CardKind, Standing


class Foreigner(models.Model):
    number = models.CharField(max_length=20, unique=True, db_collation="C")
    """Số định danh của người nước ngoài."""
    standing = models.CharField(max_length=16)
    name = models.CharField(max_length=160)
    """As the passport writes it."""
    birth_year = models.PositiveSmallIntegerField()
    birth_month = models.PositiveSmallIntegerField(null=True)
    birth_day = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=6)
    nationality = models.CharField(max_length=3, blank=True)
    """ISO 3166-1 alpha-3; empty where it is not determined."""
    passport_number = models.CharField(max_length=20, blank=True, db_collation="C")
    passport_until = models.DateField(null=True)
    card_kind = models.CharField(max_length=16, blank=True)
    card_number = models.CharField(max_length=20, blank=True, db_collation="C")
    card_since = models.DateField(null=True)
    card_until = models.DateField(null=True)
    unit = Ref("places.AdministrativeUnit", null=True, db_index=False)
    address_line = models.CharField(max_length=200, blank=True)
    left_on = models.DateField(null=True)
    """When he left the country for good."""
    told_on = models.DateField()
    """The day of the latest word of him."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=[each.value for each in Standing]), name="standing_is_known"
            ),
            models.CheckConstraint(condition=Q(sex__in=[each.value for each in Sex]), name="foreigner_sex_is_known"),
            models.CheckConstraint(
                condition=Q(card_kind__in=["", *(each.value for each in CardKind)]), name="residence_card_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.FOREIGNER.value) & ~Q(nationality="")
                | Q(standing=Standing.UNDETERMINED.value, nationality=""),
                name="only_who_is_undetermined_has_no_nationality",
            ),
            models.CheckConstraint(condition=~Q(nationality="VNM"), name="no_citizen_is_a_foreigner"),
            models.CheckConstraint(
                condition=Q(card_until__gte=F("card_since")), name="residence_card_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(fields=["passport_number"], name="foreigners_by_passport", condition=~Q(passport_number="")),
            models.Index(fields=["card_number"], name="foreigners_by_card", condition=~Q(card_number="")),
        ]


class ForeignerEvent(models.Model):
    """What became known of a foreigner, with what stood before and after; PostgreSQL refuses to change or delete a row."""

    foreigner = models.ForeignKey(Foreigner, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    on = models.DateField()
    ground = models.CharField(max_length=200)
    actor_kind = models.CharField(max_length=16)
    officer_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
