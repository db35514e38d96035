"""What an application must be proved by (art. 21, Decrees 62/2021 and 154/2024/ND-CP, the national catalogue's component codes).

The electronic declaration stands in for CT01. What the register knows is not asked for: then a document is offered, for who
wants to add it, and not required. How a document is called in a version stands in `texts/`.
"""

from collections.abc import Callable
from datetime import date

from dancu.casework.procedures import Document
from dancu.declarations import documents as declarations
from dancu.declarations.documents import document, householder_consent, owner_consent
from dancu.procedures.permanent_registration import rules
from dancu.procedures.permanent_registration.application import Application, Ground, Special

Test = Callable[[Application], bool]


def _on(*grounds: Ground) -> Test:
    return lambda application: application.place.ground in grounds


def _special(fact: Special) -> Test:
    return lambda application: fact in application.place.special


DOCUMENTS: tuple[Document[Application], ...] = (
    document("dwelling", "KQ003605", required=_on(Ground.OWN)),
    document("kinship", "KQ003606", required=rules.needs_proof_of_kinship, offered=_on(*rules.WITH_KIN)),
    document("condition", required=_on(Ground.KIN_DISABLED), offered=_on(Ground.KIN_ELDERLY, Ground.KIN_MINOR)),
    document("lease", "KQ003607", required=_on(Ground.RENTED)),
    document("floor_area", "KQ003608", required=_on(Ground.RENTED)),
    document("religious_status", "KQ003610", required=_on(Ground.RELIGIOUS)),
    document("auxiliary_housing", "KQ003611", required=_on(Ground.RELIGIOUS)),
    document("helpless", "KQ003613", required=_on(Ground.RELIGIOUS_HELPLESS)),
    document("facility_request", "KQ003614", required=_on(Ground.FACILITY)),
    document("care", "KQ003615", required=_on(Ground.FACILITY, Ground.CARE_FAMILY)),
    document("vehicle", "KQ003616", required=_on(Ground.VEHICLE)),
    # Only for vehicles that are not registered, or are kept elsewhere than where they are.
    document("parking_place", "KQ003617", offered=_on(Ground.VEHICLE)),
    document("police_letter", "KQ003619", required=_on(Ground.POLICE)),
    document("army_letter", "KQ003620", required=_on(Ground.ARMY)),
    householder_consent(rules.needs_householder_consent),
    owner_consent(rules.needs_owner_consent, offered=_on(Ground.VEHICLE)),
    *declarations.OF_PEOPLE,
    document("nationality", required=rules.needs_proof_of_nationality),
    document("ct02", "KQ003604", required=rules.has_no_passport),
    document("naturalisation", required=_special(Special.NATURALISED)),
    document("leaving_unit", required=_special(Special.LEAVES_UNIT)),
    declarations.EXEMPTION,
)


def documents(on: date) -> tuple[Document[Application], ...]:
    """Return the documents that the law of a day knows."""
    return declarations.on(on, *DOCUMENTS)
