"""The question to another agency as a signed CT10: what it says, and who reads it."""

from typing import Any

import pytest
from tests.builders.identity import a_verified_account, acting
from tests.builders.offices import NOW, a_commune_agency, an_officer
from tests.builders.own_motion import a_deletion, opened
from tests.builders.papers import sign_papers
from tests.builders.places import a_commune, a_province
from tests.builders.population import a_person
from tests.builders.residence import a_household

from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.models import Dossier, Paper, Verification
from dancu.casework.queries import NoSuchPaper
from dancu.kernel.actor import Actor, ActorKind
from dancu.offices.domain.rights import Function, of
from dancu.offices.queries import OfficerView

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> OfficerView:
    return an_officer(a_commune_agency())


@pytest.fixture
def other() -> OfficerView:
    province = a_province("Hồ Chí Minh", code="79")
    return an_officer(a_commune_agency(a_commune("Phường Bến Thành", code="26743", province=province)))


@pytest.fixture
def account() -> int:
    person = a_person("Nguyễn Văn An")
    a_household(person)
    return a_verified_account(person)


@pytest.fixture
def asked(officer: OfficerView, other: OfficerView, account: int) -> Verification:
    """Return a question about a dossier that the person finds in his account."""
    person = a_person("Nguyễn Văn Bình")
    a_household(person, line="Số 3 phố Huế")
    code = opened(officer, a_deletion(officer, person), account=account)
    said: dict[str, Any] = {"question": "Có thực tế cư trú tại số 5 Lê Lợi không?", "agency_id": other.agency.id}
    number = casework.ask_verification(code=code, officer=officer, by=acting(officer), at=NOW, **said)
    return Verification.objects.get(pk=number)


def read(paper: Paper, *, officer: OfficerView | None, by: Actor) -> bytes:
    return queries.paper_pdf(paper.pk, by=by, officer=officer, at=NOW)[1]


def test_it_names_who_is_asked_about_whom_and_what_and_nothing_else(asked: Verification, other: OfficerView) -> None:
    assert asked.paper is not None
    facts = asked.paper.facts
    assert (facts["to"], facts["name"]) == (other.agency.name, "Nguyễn Văn Bình")
    assert facts["question"] == "Có thực tế cư trú tại số 5 Lê Lợi không?"
    assert "Nhà đã phá dỡ" not in str(facts)


def test_it_is_signed_and_read_by_who_asks_and_who_is_asked(
    asked: Verification, officer: OfficerView, other: OfficerView
) -> None:
    sign_papers(asked.dossier.code, at=NOW)
    paper = Paper.objects.get(form="CT10")
    for reader in (officer, other):
        assert read(paper, officer=reader, by=acting(reader)).startswith(b"%PDF")
    seen = queries.get_verification(asked.pk, officer=other, by=acting(other), at=NOW).paper
    assert seen is not None
    assert (seen.id, seen.signed) == (paper.pk, True)


def test_the_person_neither_reads_nor_sees_it(asked: Verification, account: int) -> None:
    sign_papers(asked.dossier.code, at=NOW)
    him = Actor(kind=ActorKind.CITIZEN, account_id=account)
    with pytest.raises(NoSuchPaper):
        read(Paper.objects.get(form="CT10"), officer=None, by=him)
    code = Dossier.objects.get(pk=asked.dossier_id).code
    assert "CT10" not in {each.form for each in queries.list_papers(code, by=him, officer=None)}


def test_nor_does_an_officer_elsewhere_or_without_the_right(asked: Verification, other: OfficerView) -> None:
    sign_papers(asked.dossier.code, at=NOW)
    paper = Paper.objects.get(form="CT10")
    elsewhere = an_officer(a_commune_agency(a_commune("Phường Cửa Nam", code="00082")))
    without = an_officer(other.agency, rights=of(Function.RECEPTION))
    for stranger in (elsewhere, without):
        with pytest.raises(NoSuchPaper):
            read(paper, officer=stranger, by=acting(stranger))
