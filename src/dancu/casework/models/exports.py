"""The table of exports: workbooks of what officers searched for, which are kept for a day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dancu.platform.refs import Ref


class DossierExport(models.Model):
    """A search that an officer had written into a workbook; it is forgotten with all that it holds when its day is over."""

    id = models.UUIDField(primary_key=True)
    """Given out with the form that asks for it, so that asking twice makes one export."""
    officer = Ref("offices.Officer")
    scope = models.CharField(max_length=16)
    """The jurisdiction that he had when he asked; with a smaller one he gets nothing of it."""
    subsystems = ArrayField(models.CharField(max_length=32))
    """Whose dossiers he might export then."""
    reason = models.CharField(max_length=200)
    filters = models.JSONField()
    headings = models.JSONField()
    """Words of the site in the officer's language: headings, and what each state is called."""
    language = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    """How many are written so far."""
    whole = models.BooleanField(default=True)
    """Whether it holds all that was found."""
    content = models.BinaryField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="exports_to_be_swept")]
        constraints = [
            models.CheckConstraint(
                condition=Q(content=None, finished_at=None) | Q(content__isnull=False, finished_at__isnull=False),
                name="a_finished_export_has_its_workbook",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_export_has_a_reason"),
        ]
