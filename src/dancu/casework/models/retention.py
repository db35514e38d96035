"""Tables of what becomes of dossiers that are over: found due, held back, proposed, decided, done."""

from django.db import models
from django.db.models import F, Q

from dancu.casework.domain.retention import Fate
from dancu.platform.refs import Ref

_FATES = [fate.value for fate in Fate]


class Disposition(models.Model):
    """A list of dossiers that an officer wants archived or erased, with what was decided of it."""

    id = models.UUIDField(primary_key=True)
    """Given out with the form, so that sending it twice makes one list."""
    fate = models.CharField(max_length=8)
    agency = Ref("offices.Agency", db_index=False)
    proposed_by = Ref("offices.Officer", db_index=False)
    proposed_at = models.DateTimeField()
    proposed = models.PositiveIntegerField()
    """How many dossiers it held then."""
    agreed = models.BooleanField(null=True)
    """None until it is decided."""
    decided_by = Ref("offices.Officer", null=True, db_index=False)
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    """Why it was declined."""
    finished_at = models.DateTimeField(null=True)
    """When the last of its dossiers was dealt with."""

    class Meta:
        indexes = [
            models.Index(fields=["agency", "-proposed_at"], name="dispositions_of_an_agency"),
            models.Index(fields=["id"], name="dispositions_to_carry_out", condition=Q(agreed=True, finished_at=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(fate__in=_FATES), name="fate_of_a_list_is_known"),
            models.CheckConstraint(
                condition=Q(agreed=None, decided_by=None, decided_at=None)
                | Q(agreed__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="a_list_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(agreed=None) | ~Q(fate=Fate.ERASE) | ~Q(decided_by=F("proposed_by")),
                name="an_erasure_has_two_pairs_of_eyes",
            ),
            models.CheckConstraint(condition=~Q(agreed=False) | ~Q(note=""), name="who_declines_a_list_says_why"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(agreed__isnull=False), name="a_list_is_decided_before_it_is_finished"
            ),
        ]


class DueDossier(models.Model):
    """That a dossier's time was over by the table of retention; its last line tells what became of it."""

    dossier = models.ForeignKey("casework.Dossier", on_delete=models.PROTECT, db_index=False, related_name="due")
    fate = models.CharField(max_length=8)
    due_on = models.DateField()
    source = models.CharField(max_length=300, blank=True)
    """The legal document of the period; empty where it is unverified."""
    found_at = models.DateTimeField()
    disposition = models.ForeignKey(Disposition, on_delete=models.PROTECT, null=True, related_name="dossiers")
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "fate"], name="a_dossier_is_due_once"),
            models.CheckConstraint(condition=Q(fate__in=_FATES), name="fate_of_a_dossier_is_known"),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(disposition__isnull=False), name="what_is_done_was_decided"
            ),
        ]


class RetentionHold(models.Model):
    """That a dossier must neither be archived nor erased, and why: a complaint, a court."""

    dossier = models.ForeignKey("casework.Dossier", on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    held_by = Ref("offices.Officer", db_index=False)
    held_at = models.DateTimeField()
    released_by = Ref("offices.Officer", null=True, db_index=False)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(released_at=None), name="a_dossier_is_held_back_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_hold_has_a_reason"),
            models.CheckConstraint(
                condition=Q(released_by=None, released_at=None)
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="a_hold_is_released_by_somebody",
            ),
        ]
