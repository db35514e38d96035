"""The audit table."""

from django.db import models


class AuditRow(models.Model):
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    account_id = models.BigIntegerField(null=True)
    officer_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    source = models.CharField(max_length=45)
    act = models.CharField(max_length=64)
    purpose = models.CharField(max_length=32)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "at"], name="audit_by_subject"),
            models.Index(
                fields=["officer_id", "at"], name="audit_by_officer", condition=models.Q(officer_id__isnull=False)
            ),
        ]
