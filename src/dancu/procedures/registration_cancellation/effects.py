"""What approval does: the act is undone, and the register says what it said before."""

from dancu.casework.procedures import Decision
from dancu.procedures.registration_cancellation.application import Application
from dancu.residence import commands


def cancel(application: Application, decision: Decision) -> None:
    """Undo an act; raises what stands in the way."""
    commands.cancel_registration(
        act=application.act,
        ground=application.ground,
        on=decision.on,
        by=decision.by,
        at=decision.at,
        dossier=decision.dossier_id,
    )
