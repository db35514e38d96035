"""Tables of what officers examine of a dossier, or let another agency verify."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from dancu.platform.refs import Ref


class ExaminedDocument(models.Model):
    """Whether a document of one round was found sufficient: the last finding; the audit keeps those before."""

    dossier = models.ForeignKey("casework.Dossier", on_delete=models.PROTECT, related_name="examined", db_index=False)
    round = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=48)
    sufficient = models.BooleanField()
    officer = Ref("offices.Officer", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "round", "document"], name="one_finding_a_document_and_round")
        ]


class RegisterCheck(models.Model):
    """One comparison of a declaration with the register (Kiểm tra thông tin); only ever added."""

    dossier = models.ForeignKey("casework.Dossier", on_delete=models.PROTECT, related_name="checks", db_index=False)
    round = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    officer = Ref("offices.Officer", db_index=False)
    differing = models.PositiveSmallIntegerField()
    """How many declared values the register contradicts."""
    blocking = ArrayField(models.CharField(max_length=48))
    """Keys of the reasons why reception had to wait: texts `mismatches.<key>` of the procedure."""

    class Meta:
        indexes = [models.Index(fields=["dossier", "-at"], name="checks_of_a_dossier")]


class Verification(models.Model):
    """A question of who processes a dossier to another agency (CT10), and its answer, which is given once."""

    dossier = models.ForeignKey("casework.Dossier", on_delete=models.PROTECT, related_name="verifications")
    agency = Ref("offices.Agency", db_index=False)
    """Which is asked."""
    question = models.TextField()
    asked_by = Ref("offices.Officer", db_index=False)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = Ref("offices.Officer", null=True, db_index=False)
    answered_at = models.DateTimeField(null=True)
    paper = models.OneToOneField("casework.Paper", on_delete=models.PROTECT, null=True, related_name="verification")
    """The question as a signed paper (CT10), where the procedure draws one; it is for authorities alone."""

    class Meta:
        indexes = [
            models.Index(
                "agency", F("answered_at").desc(nulls_first=True), F("id").desc(), name="verifications_of_an_agency"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "agency"],
                condition=Q(answered_at=None),
                name="an_agency_is_asked_one_question_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="a_verification_is_answered_by_somebody",
            ),
        ]
