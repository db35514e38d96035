"""What an application must be proved by (art. 21, Decrees 62/2021 and 154/2024/ND-CP, the national catalogue's component codes).

The electronic declaration stands in for CT01. What the register knows is not asked for: then a document is offered, for who
wants to add it, and not required. How a document is called in a version stands in `texts/`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dancu.casework.procedures import Document
from dancu.procedures.permanent_registration import law, rules
from dancu.procedures.permanent_registration.application import Application, Ground, Special

Test = Callable[[Application], bool]


def _on(*grounds: Ground) -> Test:
    return lambda application: application.place.ground in grounds


def _special(fact: Special) -> Test:
    return lambda application: fact in application.place.special


def _never(application: Application) -> bool:
    return False


def _document(key: str, code: str = "", *, required: Test = _never, offered: Test = _never) -> Document[Application]:
    return Document(key=key, code=f"000.00.00.G01-{code}" if code else "", required=required, offered=offered)


DOCUMENTS: tuple[Document[Application], ...] = (
    _document("dwelling", "KQ003605", required=_on(Ground.OWN)),
    _document("kinship", "KQ003606", required=rules.needs_proof_of_kinship, offered=_on(*rules.WITH_KIN)),
    _document("condition", required=_on(Ground.KIN_DISABLED), offered=_on(Ground.KIN_ELDERLY, Ground.KIN_MINOR)),
    _document("lease", "KQ003607", required=_on(Ground.RENTED)),
    _document("floor_area", "KQ003608", required=_on(Ground.RENTED)),
    _document("religious_status", "KQ003610", required=_on(Ground.RELIGIOUS)),
    _document("auxiliary_housing", "KQ003611", required=_on(Ground.RELIGIOUS)),
    _document("helpless", "KQ003613", required=_on(Ground.RELIGIOUS_HELPLESS)),
    _document("facility_request", "KQ003614", required=_on(Ground.FACILITY)),
    _document("care", "KQ003615", required=_on(Ground.FACILITY, Ground.CARE_FAMILY)),
    _document("vehicle", "KQ003616", required=_on(Ground.VEHICLE)),
    # Only for vehicles that are not registered, or are kept elsewhere than where they are.
    _document("parking_place", "KQ003617", offered=_on(Ground.VEHICLE)),
    _document("police_letter", "KQ003619", required=_on(Ground.POLICE)),
    _document("army_letter", "KQ003620", required=_on(Ground.ARMY)),
    _document("householder_consent", required=rules.needs_householder_consent),
    _document("owner_consent", required=rules.needs_owner_consent, offered=_on(Ground.VEHICLE)),
    _document("parental_consent", required=rules.needs_parental_consent),
    _document("representation", required=rules.needs_proof_of_representation),
    _document("authorisation", required=rules.needs_authorisation),
    _document("nationality", required=rules.needs_proof_of_nationality),
    _document("ct02", "KQ003604", required=rules.has_no_passport),
    _document("naturalisation", required=_special(Special.NATURALISED)),
    _document("leaving_unit", required=_special(Special.LEAVES_UNIT)),
    _document("exemption", required=rules.needs_proof_of_exemption),
)
_CT01: Document[Application] = _document("ct01", offered=lambda application: True)


def documents(on: date) -> tuple[Document[Application], ...]:
    """Return the documents that the law of a day knows, with their component codes where those are known."""
    known = (*DOCUMENTS, _CT01) if law.TAKES_CT01.on(on) else DOCUMENTS
    return known if law.COMPONENT_CODES.on(on) else tuple(replace(document, code="") for document in known)
