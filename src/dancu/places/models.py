"""Tables of places."""

from django.db import models
from django.db.models import F, Q

from dancu.places.domain.units import Extent, Kind, Level


class AdministrativeUnit(models.Model):
    code = models.CharField(max_length=5, db_collation="C")
    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "since"], nulls_distinct=False, name="one_unit_a_code_and_beginning"
            ),
            models.CheckConstraint(condition=Q(level__in=[level.value for level in Level]), name="unit_level_is_known"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="unit_kind_is_known"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="unit_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(level=Level.PROVINCE.value, parent__isnull=True)
                | Q(level__gt=Level.PROVINCE.value, parent__isnull=False),
                name="only_a_province_has_no_parent",
            ),
        ]


class UnitSuccessor(models.Model):
    old = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="successors")
    new = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="predecessors")
    extent = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(extent__in=[extent.value for extent in Extent]), name="extent_of_a_succession_is_known"
            ),
            models.UniqueConstraint(fields=["old", "new"], name="one_succession_a_pair"),
            models.UniqueConstraint(
                fields=["old"], condition=Q(extent=Extent.WHOLE.value), name="whole_of_a_unit_goes_to_one_place"
            ),
        ]
