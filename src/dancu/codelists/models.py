"""Tables of code lists."""

from django.db import models
from django.db.models import Q

from dancu.codelists.domain import CodeList
from dancu.platform.refs import Ref


class CodeVersion(models.Model):
    """A version that an administrator wrote down; deleted only while it is still to come."""

    codelist = models.CharField(max_length=32, db_collation="C")
    code = models.CharField(max_length=48, db_collation="C")
    since = models.DateField()
    name = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    basis = models.CharField(max_length=300)
    years = models.PositiveSmallIntegerField(null=True)
    ended = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = Ref("offices.Officer", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["codelist", "code", "since"], name="one_version_a_code_and_day"),
            models.CheckConstraint(
                condition=Q(codelist__in=[each.value for each in CodeList]), name="code_list_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ended=True, name="", name_en="") | Q(Q(ended=False), ~Q(name=""), ~Q(name_en="")),
                name="what_holds_has_its_names",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="a_version_rests_on_a_legal_document"),
            models.CheckConstraint(
                condition=Q(codelist=CodeList.RETENTION, ended=False, years__isnull=False, years__gt=0)
                | (Q(years=None) & (~Q(codelist=CodeList.RETENTION) | Q(ended=True))),
                name="a_period_has_its_years",
            ),
        ]
