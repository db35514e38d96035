"""Under which provisions of law a dossier can be received, as the centre's administrators keep them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.builders.casework import NOW
from tests.builders.identity import acting
from tests.builders.offices import a_commune_agency, an_officer, the_centre

from dancu.casework import provisions
from dancu.casework.procedures import Provision, catalogue, in_sequence, install
from dancu.codelists import commands, queries
from dancu.codelists.domain import CodeList, Version
from dancu.offices.queries import OfficerView
from dancu.procedures import found

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)
PROVISIONS = CodeList.LEGAL_PROVISIONS
SPLIT, REGISTRATION = "1.010038", "1.004222"
BEGINNING = date(2021, 7, 1)


@pytest.fixture(autouse=True)
def fresh_lists() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def administrator() -> OfficerView:
    return an_officer(the_centre())


def write(
    who: OfficerView, code: str, *, since: date = TOMORROW, seen: date | None = None, ended: bool = False
) -> None:
    names = {} if ended else {"name": "Khoản 9 Điều 20", "name_en": "Clause 9, article 20"}
    version = Version(code=code, since=since, basis="Luật số 1/2026/QH16", ended=ended, **names)
    commands.write_down(version, codelist=PROVISIONS, seen=seen, officer=who, by=acting(who), at=NOW)


def keys(code: str, on: date) -> list[str]:
    return [key for key, _wording in provisions.offered(catalogue().current(code, on), on)]


def test_every_procedure_begins_with_what_its_law_table_says() -> None:
    for procedure in catalogue().of_dossiers(TODAY):
        if not procedure.own_motion:
            assert keys(procedure.code, TODAY) == [each.key for each in procedure.provisions]


def test_an_older_wording_stays_that_of_its_days() -> None:
    confirmation = "1.010041"
    before, now = (
        provisions.wording(catalogue().current(confirmation, on), "confirmation", on, "vi")
        for on in (date(2026, 6, 30), TODAY)
    )
    assert before != now
    assert "116/2026" in now


def test_what_a_new_version_of_the_law_leaves_out_ends_with_it() -> None:
    law = catalogue().version("1.010041", 1)
    other = replace(law, since=TOMORROW, provisions=(Provision(key="confirmation", article="1"),), version=1)
    gone = replace(law, provisions=())
    install(in_sequence(other, replace(gone, since=TOMORROW + timedelta(days=1))))
    try:
        assert [each.ended for each in provisions.published()] == [False, True]
    finally:
        install(found())


def test_a_provision_is_offered_for_what_is_filed_from_its_day_on(administrator: OfficerView) -> None:
    write(administrator, f"{REGISTRATION}.clause_9")
    assert "clause_9" not in keys(REGISTRATION, TODAY)
    assert keys(REGISTRATION, TOMORROW)[0] == "clause_9"
    later = catalogue().current(REGISTRATION, TOMORROW)
    assert provisions.wording(later, "clause_9", TOMORROW, "vi") == "Khoản 9 Điều 20"


def test_what_ended_is_offered_no_more_and_keeps_its_wording(administrator: OfficerView) -> None:
    write(administrator, f"{REGISTRATION}.vehicle", seen=BEGINNING, ended=True)
    assert "vehicle" in keys(REGISTRATION, TODAY)
    assert "vehicle" not in keys(REGISTRATION, TOMORROW)
    assert provisions.wording(catalogue().current(REGISTRATION, TODAY), "vehicle", TODAY, "en")


def test_a_procedure_is_never_left_without_a_provision(administrator: OfficerView) -> None:
    with pytest.raises(commands.NothingLeft):
        write(administrator, f"{SPLIT}.split", seen=BEGINNING, ended=True)
    write(administrator, f"{SPLIT}.clause_9", since=TOMORROW + timedelta(days=5))
    with pytest.raises(commands.NothingLeft):
        write(administrator, f"{SPLIT}.split", seen=BEGINNING, ended=True)
    write(administrator, f"{SPLIT}.split", seen=BEGINNING, since=TOMORROW + timedelta(days=5), ended=True)
    assert keys(SPLIT, TOMORROW) == ["split"]
    assert keys(SPLIT, TOMORROW + timedelta(days=5)) == ["clause_9"]


def test_what_another_one_counts_on_is_not_taken_back(administrator: OfficerView) -> None:
    write(administrator, f"{SPLIT}.clause_9")
    write(administrator, f"{SPLIT}.split", seen=BEGINNING, ended=True)
    with pytest.raises(commands.NothingLeft):
        commands.take_back(
            codelist=PROVISIONS,
            code=f"{SPLIT}.clause_9",
            since=TOMORROW,
            officer=administrator,
            by=acting(administrator),
            at=NOW,
        )
    assert keys(SPLIT, TOMORROW) == ["clause_9"]


def test_only_the_centre_changes_them() -> None:
    with pytest.raises(commands.OnlyTheCentre):
        write(an_officer(a_commune_agency()), f"{REGISTRATION}.clause_9")
