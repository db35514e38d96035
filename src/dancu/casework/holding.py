"""Whose draft it is: an account's own, or an officer's who enters it at the counter of his agency."""

from dataclasses import replace
from uuid import UUID

from dancu.casework import authorisation
from dancu.casework.authorisation import NoSuchDossier
from dancu.casework.domain.duty import OwnDossier
from dancu.casework.domain.filing import Declarer
from dancu.casework.models import Dossier, Draft, Submission
from dancu.casework.procedures import catalogue
from dancu.kernel.actor import Actor
from dancu.kernel.errors import Conflict, Missing
from dancu.offices import queries as offices
from dancu.offices.queries import OfficerView
from dancu.platform import statement

_DRAFT = f"select {statement.columns_of(Draft, 'draft')} from casework_draft as draft where id = %(draft)s"  # noqa: S608


class NoSuchDraft(Missing):
    """There is no such draft among yours. It may have been submitted or discarded already."""

    code = "casework.no_such_draft"


class HeldByColleague(Conflict):
    """{officer} has this dossier in hand now. Take it over from the list of dossiers being entered to go on with it."""

    code = "casework.held_by_colleague"


def held_draft(draft_id: UUID, *, by: Actor, officer: OfficerView | None, lock: bool = False) -> Draft:
    """Return a draft, locked if that is asked, if its holder asks.

    Raises NoSuchDraft for anybody else, HeldByColleague where a colleague of the agency has it, MayNotEnter, OwnDossier.
    """
    mine, holder = ("account_id", by.own_account) if officer is None else ("agency_id", officer.agency.id)
    asked = f"{_DRAFT} and {mine} = %(holder)s {'for update' if lock else ''}"
    found = statement.read(asked, Draft, draft=draft_id, holder=holder)
    if not found:
        raise NoSuchDraft
    draft: Draft = found[0][0]
    if officer is not None:
        ensure_may_enter(officer, draft)
        if draft.officer_id != officer.id:
            raise HeldByColleague(officer=offices.names_of([draft.officer_id or 0]).get(draft.officer_id or 0, ""))
    return draft


def ensure_may_enter(officer: OfficerView, draft: Draft) -> None:
    """Raise MayNotEnter or OwnDossier unless the officer may have this draft in hand."""
    procedure = catalogue().version(draft.procedure_code, draft.procedure_version)
    authorisation.ensure_may_enter(officer, procedure, concerned_pins=draft.concerned_pins)


def declarer_of(draft: Draft) -> Declarer | None:
    """Return who declares, where a draft is entered at a counter; None where an account or the authority itself does."""
    if draft.officer_id is None or not draft.declarer_name:
        return None
    return Declarer(name=draft.declarer_name, pin=draft.declarer_pin, on_behalf_of=draft.on_behalf_of)


def for_its_declarer(what: Draft | Dossier, by: Actor) -> Actor:
    """Return who fills in a draft, or asks for what its applicant may ask, with whom he does it for."""
    return replace(by, on_behalf_of=what.on_behalf_of) if what.on_behalf_of else by


def find_submission(draft_id: UUID, *, by: Actor, officer: OfficerView | None) -> Submission | None:
    """Return the round that a draft became, to its applicant or to an officer who may see its dossier."""
    found = Submission.objects.filter(draft_id=draft_id).select_related("dossier").first()
    if found is None:
        return None
    if officer is None:
        return found if found.dossier.account_id == by.own_account else None
    try:
        authorisation.ensure_visible(officer, found.dossier, at_counter=True)
    except (NoSuchDossier, OwnDossier):
        return None
    return found
