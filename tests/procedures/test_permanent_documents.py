"""Which papers each case must bring."""

from typing import Any

import pytest
from tests.builders.declaring import required
from tests.builders.procedures import OWNER, a_mover, a_place, an_application, filed_by

from dancu.declarations.domain.declaration import Exemption, Standing
from dancu.declarations.domain.registration import Entry
from dancu.procedures.permanent_registration.application import Application, Ground, Origin, Special
from dancu.procedures.permanent_registration.procedure import PROCEDURES

PROCEDURE = PROCEDURES[-1]

OWN = an_application()
JOIN = {"entry": Entry.JOIN}


def offered(application: Application) -> set[str]:
    return {document.key for document, needed in PROCEDURE.documents_for(application) if not needed}


@pytest.mark.parametrize(
    ("application", "papers"),
    [
        (OWN, {"dwelling"}),
        (an_application(Ground.OWN, entry=Entry.JOIN), {"dwelling"}),
        (an_application(Ground.KIN_CLOSE), {"kinship", "householder_consent"}),
        (an_application(Ground.KIN_CLOSE, place=a_place(Ground.KIN_CLOSE, kin_known=True)), {"householder_consent"}),
        (
            an_application(Ground.KIN_CLOSE, owner=OWNER),
            {"kinship", "householder_consent", "owner_consent"},
        ),
        (an_application(Ground.KIN_CLOSE, entry=Entry.NEW, owner=OWNER), {"kinship", "owner_consent"}),
        (an_application(Ground.KIN_DISABLED), {"kinship", "condition", "householder_consent"}),
        (
            an_application(Ground.KIN_ELDERLY, subject=a_mover(age=70)),
            {"kinship", "householder_consent"},
        ),
        (an_application(Ground.RENTED, entry=Entry.NEW, owner=OWNER), {"lease", "floor_area", "owner_consent"}),
        (an_application(Ground.RENTED), {"lease", "floor_area", "householder_consent"}),
        (an_application(Ground.RELIGIOUS, **JOIN), {"religious_status", "auxiliary_housing"}),
        (an_application(Ground.RELIGIOUS_HELPLESS, **JOIN), {"helpless"}),
        (an_application(Ground.FACILITY, **JOIN), {"facility_request", "care"}),
        (an_application(Ground.CARE_FAMILY), {"care", "householder_consent"}),
        (an_application(Ground.VEHICLE, entry=Entry.NEW), {"vehicle"}),
        (an_application(Ground.POLICE, entry=Entry.NEW), {"police_letter"}),
        (an_application(Ground.ARMY, entry=Entry.NEW), {"army_letter"}),
        (an_application(origin=Origin.ABROAD), {"dwelling", "nationality", "ct02"}),
        (an_application(origin=Origin.ABROAD, subject=a_mover(passport="C1234567")), {"dwelling", "nationality"}),
        (an_application(filer=filed_by(Standing.HOUSEHOLD_MEMBER)), {"dwelling", "authorisation"}),
        (an_application(filer=filed_by(Standing.HOUSEHOLD_MEMBER, represents=True)), {"dwelling"}),
        (an_application(exemption=Exemption.MERIT), {"dwelling", "exemption"}),
        (
            an_application(place=a_place(Ground.OWN, special=frozenset({Special.LEAVES_UNIT, Special.NATURALISED}))),
            {"dwelling", "leaving_unit", "naturalisation"},
        ),
        (an_application(filer=filed_by(Standing.AUTHORISED)), {"dwelling", "authorisation"}),
        (
            an_application(Ground.KIN_CLOSE, subject=a_mover(age=3), filer=filed_by(Standing.PARENT)),
            {"kinship", "representation"},
        ),
        (
            an_application(
                Ground.KIN_CLOSE, subject=a_mover(age=3), filer=filed_by(Standing.PARENT, represents=True),
                place=a_place(Ground.KIN_CLOSE, kin_known=True),
            ),
            set(),
        ),
    ],
)  # fmt: skip
def test_each_case_asks_for_its_papers(application: Application, papers: set[str]) -> None:
    assert required(PROCEDURE, application) == papers


@pytest.mark.parametrize(
    ("application", "papers"),
    [
        (OWN, set()),
        (an_application(Ground.KIN_CLOSE, place=a_place(Ground.KIN_CLOSE, kin_known=True)), {"kinship"}),
        (an_application(Ground.KIN_ELDERLY, subject=a_mover(age=70)), {"condition"}),
        (an_application(Ground.VEHICLE, entry=Entry.NEW), {"parking_place", "owner_consent"}),
    ],
)
def test_what_may_help_is_offered_and_not_asked_for(application: Application, papers: set[str]) -> None:
    assert offered(application) == papers


def test_no_declaration_is_asked_for_on_paper() -> None:
    assert not any("CT01" in document.key.upper() for document in PROCEDURE.documents)


def test_component_codes_are_those_of_the_national_catalogue() -> None:
    codes = {document.key: document.code for document in PROCEDURE.documents if document.code}
    assert codes["dwelling"] == "000.00.00.G01-KQ003605"
    assert len(set(codes.values())) == len(codes)


def test_every_document_is_asked_for_or_offered_somewhere() -> None:
    variants: list[Any] = [
        an_application(ground, entry=entry, subject=a_mover(age=age), owner=owner, origin=origin, filer=filer,
                       exemption=exemption, place=a_place(ground, special=frozenset(Special)))
        for ground in Ground
        for entry in Entry
        for age, filer in ((30, OWN.filer), (30, filed_by(Standing.AUTHORISED)), (8, filed_by(Standing.PARENT)), (8, OWN.filer))
        for owner in (None, OWNER)
        for origin in (Origin.ABROAD, Origin.OTHER_PROVINCE)
        for exemption in (None, Exemption.DISABLED)
    ]  # fmt: skip
    seen = set().union(*(required(PROCEDURE, each) | offered(each) for each in variants))
    assert seen == {document.key for document in PROCEDURE.documents}
