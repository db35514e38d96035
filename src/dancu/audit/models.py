"""The audit's tables. None is ever changed or emptied: triggers refuse it, and no role of the database may."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import Q


class AuditRow(models.Model):
    """One act or look. What the sealer hashes of it, `reading` says: a new column there is a new form."""

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    account_id = models.BigIntegerField(null=True)
    officer_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    on_behalf_of = models.CharField(max_length=64, db_default="")
    source = models.CharField(max_length=45)
    site = models.CharField(max_length=16, db_default="")
    act = models.CharField(max_length=64)
    purpose = models.CharField(max_length=32)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.CharField(max_length=64)
    listed = ArrayField(models.CharField(max_length=97), db_default=[])
    """Whoever and whatever else was shown by the act, such as the results of a search, as kind and id: `person:42`."""
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "at"], name="audit_by_subject"),
            models.Index(fields=["officer_id", "at"], name="audit_by_officer", condition=Q(officer_id__isnull=False)),
            models.Index(fields=["agency_id", "id"], name="audit_by_agency", condition=Q(agency_id__isnull=False)),
            GinIndex(fields=["listed"], name="audit_by_listed", condition=~Q(listed=[])),
            BrinIndex(fields=["at"], name="audit_by_time", autosummarize=True),
        ]


class AuditBatch(models.Model):
    """Rows sealed together (`domain.chain.Batch`)."""

    number = models.BigIntegerField(primary_key=True)
    after = models.BigIntegerField()
    until = models.BigIntegerField()
    missing = models.JSONField()
    late = models.JSONField()
    gaps = models.JSONField()
    rows = models.IntegerField()
    leaves = models.BinaryField()
    sealed_at = models.DateTimeField()
    previous = models.BinaryField()
    form = models.SmallIntegerField()
    digest = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gt=0), name="batches_are_counted_from_one"),
            models.CheckConstraint(condition=Q(until__gte=models.F("after")), name="batch_ends_after_it_begins"),
            models.UniqueConstraint(fields=["previous"], name="one_successor_a_batch"),
        ]


class AuditHead(models.Model):
    """The last batch of a day, signed (`domain.chain.Head`)."""

    day = models.DateField(primary_key=True)
    batch = models.BigIntegerField()
    digest = models.BinaryField()
    previous = models.BinaryField()
    signed_at = models.DateTimeField()
    key = models.CharField(max_length=100)
    signature = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["previous"], name="one_successor_a_head")]
