"""Tables of casework.

A key has no index of its own where another index begins with it: a submit writes into most of them.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Left

from dancu.casework.domain.filing import MOST_COPIES, Channel
from dancu.casework.domain.states import STAGES
from dancu.casework.models.examining import ExaminedDocument, RegisterCheck, Verification
from dancu.casework.models.exports import DossierExport
from dancu.casework.models.indexes import DOSSIER_INDEXES
from dancu.casework.models.numbers import DossierCounter, PaperCounter
from dancu.casework.models.opinions import Opinion
from dancu.casework.models.retention import Disposition, DueDossier, RetentionHold
from dancu.casework.models.working import Editing, Inspection, SavedSearch
from dancu.offices.domain.jurisdiction import PROVINCE_LENGTH
from dancu.platform.refs import Ref

__all__ = [
    "UNTOUCHED",
    "Attachment",
    "Disposition",
    "Dossier",
    "DossierCounter",
    "DossierExport",
    "Draft",
    "DueDossier",
    "Editing",
    "ExaminedDocument",
    "HandedIn",
    "Inspection",
    "JournalEntry",
    "Opinion",
    "Paper",
    "PaperCounter",
    "RegisterCheck",
    "RetentionHold",
    "SavedSearch",
    "Submission",
    "Verification",
]


class Dossier(models.Model):
    code = models.CharField(max_length=40, db_collation="C")
    procedure_code = models.CharField(max_length=16)
    procedure_version = models.PositiveSmallIntegerField()
    case = models.CharField(max_length=48)
    subsystem = models.CharField(max_length=32)
    channel = models.CharField(max_length=16)
    account = Ref("accounts.Account", null=True, db_index=False)
    """Whose it is on the portal; null where it came over a counter from, or is about, somebody without a verified account."""
    declarer_pin = models.CharField(max_length=12, blank=True, db_collation="C")
    """Number of who declared at a counter, where an officer checked his card."""
    on_behalf_of = models.CharField(max_length=64, blank=True)
    """For whom it was filed where somebody else filed it, as the audit names him."""
    agency = Ref("offices.Agency", db_index=False)
    agency_code = models.CharField(max_length=16, db_collation="C")
    province = models.GeneratedField(
        expression=Left("agency_code", PROVINCE_LENGTH),
        output_field=models.CharField(max_length=PROVINCE_LENGTH, db_collation="C"),
        db_persist=True,
    )
    """The scope of the province that its agency lies in."""
    counter_agency = Ref("offices.Agency", null=True, db_index=False)
    """At whose counter it was taken, where that is not its own agency's."""
    state = models.CharField(max_length=32)
    stage = models.GeneratedField(
        expression=Case(
            *(
                When(state__in=sorted(state.value for state in states), then=Value(stage.value))
                for stage, states in STAGES.items()
            ),
            default=Value(""),
        ),
        output_field=models.CharField(max_length=16, db_collation="C"),
        db_persist=True,
    )
    """What it waits for (`domain.states`); empty once it is over."""
    revision = models.PositiveIntegerField(default=1)
    rounds = models.PositiveSmallIntegerField(default=1)
    subject_name = models.CharField(max_length=160)
    subject_key = models.CharField(max_length=160, db_collation="C")
    subject_pin = models.CharField(max_length=12, blank=True, db_collation="C")
    subject_old_number = models.CharField(max_length=12, blank=True, db_collation="C")
    subject_passport = models.CharField(max_length=20, blank=True, db_collation="C")
    concerned_pins = ArrayField(models.CharField(max_length=12))
    contact = models.JSONField(default=dict)
    fee_dong = models.PositiveIntegerField()
    fee_exemption = models.CharField(max_length=32, blank=True)
    exemption_proof = models.CharField(max_length=300, blank=True, db_default="")
    """By what the ground was proved, where who received it found that nothing is paid."""
    opinions_open = models.PositiveSmallIntegerField(default=0, db_default=0)
    """How many opinions that were asked for online are not given yet, or were refused."""
    payment_asked_at = models.DateTimeField(null=True)
    paid_dong = models.PositiveIntegerField(default=0)
    paid_online_dong = models.PositiveIntegerField(default=0, db_default=0)
    """What of it came online and can be paid back there."""
    filed_on = models.DateField()
    """The day whose law judges it, also after supplements."""
    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True)
    """When the longer limit of a complex case was taken."""
    due_reason = models.CharField(max_length=300, blank=True, db_default="")
    """Why its result was promised, at reception, for another time than the end of the law's limit."""
    clock_stopped_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    withdrawal_asked_at = models.DateTimeField(null=True)
    provision = models.CharField(max_length=48, blank=True)
    special_categories = ArrayField(models.CharField(max_length=48), default=list)
    """Codes of the groups that its household or people are managed apart in (Phân loại theo đặc thù), chosen at reception."""
    proposed_outcome = models.CharField(max_length=16, blank=True)
    assignee = Ref("offices.Officer", null=True, db_index=False)
    proposer = Ref("offices.Officer", null=True, db_index=False)
    archived_at = models.DateTimeField(null=True)
    """When it left the lists of daily work; it is only read since."""
    erased_at = models.DateTimeField(null=True)
    """When everything about anybody was erased of it."""

    class Meta:
        indexes = DOSSIER_INDEXES
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False)
                | Q(channel__in=[Channel.COUNTER, Channel.OWN_MOTION])
                | Q(erased_at__isnull=False),
                name="dossier_has_an_account_or_came_over_a_counter",
            ),
            models.UniqueConstraint(fields=["code"], name="one_dossier_a_code"),
            models.CheckConstraint(
                condition=Q(counter_agency=None) | Q(channel=Channel.COUNTER.value) & ~Q(counter_agency=F("agency")),
                name="a_counter_took_it_for_another_agency",
            ),
            models.CheckConstraint(condition=Q(archived_at=None) | Q(stage=""), name="what_is_archived_is_over"),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(
                    archived_at__isnull=False,
                    account=None,
                    subject_name="",
                    subject_pin="",
                    subject_old_number="",
                    subject_passport="",
                    declarer_pin="",
                    on_behalf_of="",
                    exemption_proof="",
                    due_reason="",
                    concerned_pins=[],
                    contact={},
                ),
                name="what_is_erased_names_nobody",
            ),
        ]


class Submission(models.Model):
    """What was declared in one round; never changed."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="submissions", db_index=False)
    draft_id = models.UUIDField(unique=True)
    """The draft it came from: submitting that draft again finds this round."""
    round = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    typed = models.JSONField()
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "round"], name="one_submission_a_round")]


UNTOUCHED = 1
"""The revision of a draft in which nothing is entered yet: begun again, it is the same draft."""


class Draft(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = Ref("accounts.Account", null=True, db_index=False)
    officer = Ref("offices.Officer", null=True)
    """Who has it in hand, where it is entered at a counter; his agency keeps it."""
    agency = Ref("offices.Agency", null=True, db_index=False)
    filed_on = models.DateField(null=True)
    """The day on which the agency received the paper dossier: its law holds."""
    late_reason = models.TextField(blank=True)
    """Why it is entered on a later day than it was received."""
    declarer_name = models.CharField(max_length=160, blank=True)
    declarer_pin = models.CharField(max_length=12, blank=True, db_collation="C")
    """Set once an officer has checked the declarer's card."""
    on_behalf_of = models.CharField(max_length=64, blank=True)
    """For whom it is filled in where somebody else does, as the audit names him."""
    concerned_pins = ArrayField(models.CharField(max_length=12), default=list)
    """Who must not enter it: the declarer and his household."""
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, null=True, related_name="supplement")
    """The dossier this draft supplements; null while it is a new filing."""
    procedure_code = models.CharField(max_length=16)
    procedure_version = models.PositiveSmallIntegerField()
    begun_under = models.PositiveSmallIntegerField(null=True)
    """The version it was begun under, once it was carried over to another."""
    typed = models.JSONField(default=dict)
    """Step key -> field name -> list of texts, just as they were typed."""
    answers = models.JSONField(default=dict)
    """Step key -> field name -> value, only for steps that are complete and right."""
    opinions = models.JSONField(default=dict)
    """Document key -> name and number of somebody who is asked online for his opinion, instead of a paper."""
    revision = models.PositiveIntegerField(default=UNTOUCHED)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-updated_at"], name="drafts_of_an_account"),
            models.Index(
                fields=["agency", "-updated_at"], name="counter_drafts_of_an_agency", condition=Q(agency__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, officer__isnull=True, agency__isnull=True, filed_on__isnull=True)
                | Q(account__isnull=True, officer__isnull=False, agency__isnull=False, filed_on__isnull=False),
                name="draft_belongs_to_an_account_or_to_an_officer",
            ),
            models.UniqueConstraint(
                fields=["account", "procedure_code"],
                condition=Q(revision=UNTOUCHED, dossier__isnull=True, account__isnull=False),
                name="an_account_begins_a_procedure_once",
            ),
            models.UniqueConstraint(
                fields=["officer", "procedure_code", "filed_on", "declarer_name", "declarer_pin"],
                condition=Q(revision=UNTOUCHED, dossier__isnull=True, officer__isnull=False),
                name="an_officer_begins_for_a_declarer_once",
            ),
        ]


class Attachment(models.Model):
    """A file put to a document of a draft, or of one round of a dossier."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, related_name="attachments")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="attachments")
    round = models.PositiveSmallIntegerField(null=True)
    document = models.CharField(max_length=48)
    file = Ref("documents.StoredFile")
    name = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(draft__isnull=False, dossier__isnull=True, round__isnull=True)
                | Q(draft__isnull=True, dossier__isnull=False, round__isnull=False),
                name="attached_to_a_draft_or_to_a_round",
            )
        ]


class HandedIn(models.Model):
    """A document that was handed in on paper at a counter, to a draft or in one round of a dossier."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, related_name="handed_in", db_index=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="handed_in")
    round = models.PositiveSmallIntegerField(null=True)
    document = models.CharField(max_length=48)
    presented = models.CharField(max_length=16)
    copies = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "document"], name="one_line_a_document_handed_in"),
            models.CheckConstraint(condition=Q(copies__gte=1, copies__lte=MOST_COPIES), name="copies_are_counted"),
            models.CheckConstraint(
                condition=Q(draft__isnull=False, dossier__isnull=True, round__isnull=True)
                | Q(draft__isnull=True, dossier__isnull=False, round__isnull=False),
                name="handed_in_to_a_draft_or_in_a_round",
            ),
        ]


class JournalEntry(models.Model):
    """One line of a dossier's course; only ever added."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="journal", db_index=False)
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    action = models.CharField(max_length=32)
    source = models.CharField(max_length=32, blank=True)
    target = models.CharField(max_length=32)
    officer = Ref("offices.Officer", null=True)
    agency = Ref("offices.Agency", null=True)
    note = models.TextField(blank=True)
    public = models.BooleanField()
    """Whether the applicant reads the note."""
    assignee = Ref("offices.Officer", null=True, db_index=False)
    """Whom the act gave the dossier in hand."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "revision"], name="one_journal_line_a_revision")]


class Paper(models.Model):
    """A form that the course issued: its facts are frozen in the issuing transaction, and a job makes the signed file of them."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers", db_index=False)
    form = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    agency = Ref("offices.Agency", null=True, db_index=False)
    """Which issued it, or at whose counter it was declared, where that is not the dossier's agency."""
    facts = models.JSONField()
    issued_at = models.DateTimeField()
    file = Ref("documents.StoredFile", null=True)
    """The signed PDF; null while it is being signed."""
    signed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "issued_at"], name="papers_of_a_dossier"),
            models.Index(fields=["issued_at"], name="papers_to_be_signed", condition=Q(file=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(file=None, signed_at=None) | Q(file__isnull=False, signed_at__isnull=False),
                name="a_signed_paper_has_its_file",
            )
        ]
