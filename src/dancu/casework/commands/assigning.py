"""Who gets a dossier in hand, when somebody else chooses him."""

from dancu.casework.authorisation import right_to_process
from dancu.casework.models import Dossier
from dancu.kernel.errors import Conflict, Invalid
from dancu.offices.queries import colleagues


class AssigneeMissing(Invalid):
    """Choose the officer."""

    code = "casework.assignee_missing"


class CannotProcess(Conflict):
    """The chosen officer has left the agency or may no longer process this dossier. Choose another one."""

    code = "casework.cannot_process"


class ConcernsAssignee(Conflict):
    """This dossier concerns the chosen officer or his household. Choose another one."""

    code = "casework.concerns_assignee"


class HasItAlready(Conflict):
    """The chosen officer has this dossier in hand already."""

    code = "casework.has_it_already"


def give(dossier: Dossier, officer_id: int | None) -> None:
    """Put a locked dossier into the hands of an officer of its agency, who cannot leave before that is stored.

    Raises AssigneeMissing, CannotProcess, ConcernsAssignee, HasItAlready.
    """
    if officer_id is None:
        raise AssigneeMissing(fields={"assignee": [AssigneeMissing.template()]})
    chosen = colleagues.hold(officer_id, agency_id=dossier.agency_id, right=right_to_process(dossier.subsystem))
    if chosen is None:
        raise CannotProcess(fields={"assignee": [CannotProcess.template()]})
    if not chosen.numbers.isdisjoint(dossier.concerned_pins):
        raise ConcernsAssignee(fields={"assignee": [ConcernsAssignee.template()]})
    if chosen.id == dossier.assignee_id:
        raise HasItAlready(fields={"assignee": [HasItAlready.template()]})
    dossier.assignee_id = chosen.id
