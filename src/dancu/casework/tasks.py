"""Jobs of casework."""

from uuid import UUID

from procrastinate.contrib.django import app

from dancu.casework.commands import disposing, exporting, malware, merging, paying, releasing, signing
from dancu.documents.events import MalwareFound
from dancu.offices.events import AgencyMerged, OfficerLeft
from dancu.payments.events import TransferArrived
from dancu.platform import clock
from dancu.platform.events import subscribe
from dancu.platform.jobs import AGAIN


# When trying again has been in vain, `ask_again` asks once more, for as long as it takes. Each takes the processor for a tenth
# of a second, so in a rush papers wait for messages: somebody looks at his screen for a code that these bring.
@app.task(name="casework.sign_papers", priority=-10, retry=AGAIN)
def sign_papers(dossier_id: int) -> None:
    """Sign what a dossier's course has issued."""
    signing.sign_papers(dossier_id=dossier_id, at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="casework.ask_again")
def ask_again(timestamp: int) -> None:
    """Ask once more for papers that are still unsigned."""
    signing.ask_again(at=clock.now())


@app.task(name="casework.tell_of_malware", retry=AGAIN)
def tell_of_malware(file_id: int) -> None:
    """Tell applicants whose filed dossiers hold a file in which malware was found."""
    malware.tell_of_malware(file_id=file_id, at=clock.now())


@app.task(name="casework.settle_transfer", retry=AGAIN)
def settle_transfer(transfer: int, about: str) -> None:
    """Keep the fee of a dossier of the money that came for it."""
    paying.settle(transfer_id=transfer, about=about, at=clock.now())


@app.task(name="casework.release", retry=AGAIN)
def release(officer_id: int, agency_id: int) -> None:
    """Leave the dossiers that an officer had in hand to his colleagues."""
    releasing.release(officer_id=officer_id, agency_id=agency_id, at=clock.now())


@app.task(name="casework.follow", retry=AGAIN)
def follow(agency_id: int, successor_id: int) -> None:
    """Move what still lies at an agency that was merged."""
    merging.follow(at=clock.now())


# Who filed there while it was being merged had not been told of it yet.
@app.periodic(cron="* * * * *")
@app.task(queueing_lock="casework.follow_all")
def follow_all(timestamp: int) -> None:
    """Move what was filed since at agencies that have a successor."""
    merging.follow(at=clock.now())


# It takes minutes, and nobody's work waits for it.
@app.task(name="casework.write_export", priority=-20, retry=AGAIN)
def write_export(export_id: str) -> None:
    """Write what an officer searched for into a workbook."""
    exporting.write_export(export_id=UUID(export_id), at=clock.now())


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="casework.sweep_exports")
def sweep_exports(timestamp: int) -> None:
    """Forget the exports whose day is over."""
    exporting.sweep_exports(at=clock.now())


@app.periodic(cron="30 2 * * *")
@app.task(queueing_lock="casework.find_due", priority=-20)
def find_due(timestamp: int) -> None:
    """Note the dossiers that can be archived or erased from today on."""
    disposing.find_due(at=clock.now())


@app.task(name="casework.carry_out", priority=-20, retry=AGAIN)
def carry_out(disposition_id: str) -> None:
    """Archive or erase the dossiers of a list."""
    disposing.carry_out(disposition_id=UUID(disposition_id), at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="casework.carry_on")
def carry_on(timestamp: int) -> None:
    """Ask once more for lists that are agreed to and not carried out."""
    disposing.carry_on(at=clock.now())


subscribe(AgencyMerged, follow)
subscribe(OfficerLeft, release)
subscribe(MalwareFound, tell_of_malware)
subscribe(TransferArrived, settle_transfer)
