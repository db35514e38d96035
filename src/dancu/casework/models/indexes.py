"""Indexes of dossiers, each for one question: every submit and every act writes into nearly all of them.

A list comes in the order of one of them, so that it is read no further than it is shown: by jurisdiction, by what is looked
for, the newest or the first due on top. What waits is few among many, and has indexes that hold nothing else.

What is looked for by its terms is gathered from one inverted index: words of the name, "@" and the province, "#" and the
procedure, "/" and the case, "=" and the state, each behind the number of the fortnight in which it was filed.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, Index, Q

from dancu.casework.domain.states import IN_HAND

_OPEN = ~Q(stage="")
_AT_HAND = Q(archived_at=None)
FORTNIGHT = "~"
"""Stands for the number of a fortnight before it is known; no term holds it."""
BETWEEN_WORDS = r"[ -/:-@\[-`{-~]+"
"""What parts the words of a folded name: the same as in the function of the database."""


class Terms(Func):
    """The terms of a dossier, as the migration `0032_terms` gathers them."""

    function = "casework_terms"
    output_field = SearchVectorField()


DOSSIER_INDEXES = [
    Index(fields=["agency_code", "state", "-submitted_at", "-id"], name="dossiers_of_an_agency"),
    Index(fields=["province", "-submitted_at", "-id"], name="dossiers_of_a_province", condition=_AT_HAND),
    Index(fields=["-submitted_at", "-id"], name="dossiers_by_day", condition=_AT_HAND),
    # Not touched by a submit either: what the archive holds, and what has become due for it or for erasure.
    Index(fields=["agency_code", "-submitted_at", "-id"], name="archived_dossiers", condition=~_AT_HAND),
    Index(fields=["-submitted_at", "-id"], name="archived_dossiers_by_day", condition=~_AT_HAND),
    Index(fields=["closed_at", "id"], name="dossiers_to_archive", condition=_AT_HAND & Q(stage="")),
    Index(fields=["closed_at", "id"], name="dossiers_to_erase", condition=~_AT_HAND & Q(erased_at=None)),
    Index(
        fields=["stage", "-submitted_at", "-id"],
        name="open_dossiers",
        condition=_OPEN,
        include=["state", "subsystem", "agency_code"],
    ),
    Index(
        fields=["province", "stage", "-submitted_at", "-id"],
        name="open_dossiers_of_a_province",
        condition=_OPEN,
        include=["state", "subsystem"],
    ),
    # What narrows these stands behind their order: it is told in passing, without a look at the dossier.
    Index(fields=["due_at", "id", "province"], name="dossiers_by_due"),
    Index(fields=["due_at", "id", "stage", "province"], name="open_dossiers_by_due", condition=_OPEN),
    Index(fields=["assignee", "-submitted_at", "-id"], name="dossiers_in_hand", condition=Q(state__in=sorted(IN_HAND))),
    Index(
        fields=["id"],
        name="dossiers_awaiting_opinions",
        condition=Q(opinions_open__gt=0, stage="reception"),
    ),
    # Not touched by a submit: a report counts what was received.
    Index(
        fields=["agency_code", "closed_at"],
        name="received_dossiers_by_closing",
        condition=Q(received_at__isnull=False),
    ),
    Index(
        fields=["counter_agency", "-submitted_at", "-id"],
        name="dossiers_taken_for_others",
        condition=Q(counter_agency__isnull=False),
        include=["stage", "state", "subsystem"],
    ),
    Index(fields=["account", "-submitted_at"], name="dossiers_of_an_account"),
    Index(fields=["subject_pin"], name="dossiers_by_subject_pin"),
    Index(fields=["subject_old_number"], name="dossiers_by_old_number", condition=~Q(subject_old_number="")),
    Index(fields=["subject_passport"], name="dossiers_by_passport", condition=~Q(subject_passport="")),
    GinIndex(
        Terms("submitted_at", "subject_key", "province", "procedure_code", "case", "state"), name="dossiers_by_terms"
    ),
    Index(fields=["declarer_pin"], name="dossiers_of_a_declarer", condition=~Q(declarer_pin="")),
]
