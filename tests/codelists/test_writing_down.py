"""Administrators write down what codes mean from a day to come."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError
from tests.builders.identity import acting
from tests.builders.offices import a_commune_agency, an_officer, the_centre

from dancu.audit.models import AuditRow
from dancu.casework import retention
from dancu.casework.domain.retention import Fate
from dancu.codelists import commands, queries
from dancu.codelists.domain import CodeList, Version
from dancu.kernel.working_days import TimeLimit
from dancu.offices.domain import rights
from dancu.offices.domain.rights import Function
from dancu.offices.queries import OfficerView
from dancu.offices.queries.groups import MayNotAdminister

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)
CATEGORIES = CodeList.SPECIAL_CATEGORIES
BEGINNING = date(2021, 7, 1)


@pytest.fixture
def administrator() -> OfficerView:
    return an_officer(the_centre())


def write(
    who: OfficerView,
    code: str,
    *,
    seen: date | None = None,
    since: date = TOMORROW,
    codelist: CodeList = CATEGORIES,
    ended: bool = False,
) -> None:
    names = {} if ended else {"name": "Người khuyết tật", "name_en": "People with disabilities", "order": 8}
    version = Version(code=code, since=since, basis="Quyết định 1/QĐ", ended=ended, **names)  # type: ignore[arg-type]
    commands.write_down(version, codelist=codelist, seen=seen, officer=who, by=acting(who), at=NOW)


def codes(on: date) -> list[str]:
    return [each.code for each in queries.held(CATEGORIES, on)]


def test_the_guides_categories_are_there_from_the_beginning() -> None:
    assert len(codes(TODAY)) == 7
    assert codes(TODAY)[0] == "ethnic_minority"


def test_a_new_code_counts_from_its_day(administrator: OfficerView) -> None:
    write(administrator, "disabled")
    assert "disabled" not in codes(TODAY)
    assert codes(TOMORROW)[-1] == "disabled"


def test_what_is_written_down_is_audited_with_before_and_after(administrator: OfficerView) -> None:
    write(administrator, "policy_family", seen=BEGINNING)
    row = AuditRow.objects.get(act="codelists.written_down")
    assert row.facts["before"]["name"] == "Gia đình chính sách"
    assert row.facts["after"]["since"] == "2026-11-25"


def test_a_code_that_ended_keeps_its_name(administrator: OfficerView) -> None:
    write(administrator, "policy_family", seen=BEGINNING, ended=True)
    assert "policy_family" not in codes(TOMORROW)
    assert queries.names(CATEGORIES, ["policy_family", "ethnic_minority"]) == [
        "Dân tộc thiểu số",
        "Gia đình chính sách",
    ]


@pytest.mark.parametrize("since", [TODAY, date(2026, 1, 1)])
def test_nothing_is_changed_of_a_day_that_has_begun(administrator: OfficerView, since: date) -> None:
    with pytest.raises(commands.CountsTooEarly):
        write(administrator, "disabled", since=since)


def test_who_comes_second_is_told(administrator: OfficerView) -> None:
    write(administrator, "policy_family", seen=BEGINNING)
    with pytest.raises(commands.CodeListChanged):
        write(an_officer(the_centre()), "policy_family", seen=BEGINNING, since=date(2027, 1, 1))


def test_a_code_is_added_once(administrator: OfficerView) -> None:
    with pytest.raises(commands.CodeTaken):
        write(administrator, "policy_family")


def test_what_has_ended_does_not_end_again(administrator: OfficerView) -> None:
    write(administrator, "policy_family", seen=BEGINNING, ended=True)
    with pytest.raises(commands.NothingToEnd):
        write(administrator, "policy_family", seen=TOMORROW, since=date(2027, 1, 1), ended=True)


def test_what_does_not_count_yet_is_taken_back(administrator: OfficerView) -> None:
    write(administrator, "disabled")
    facts = {"codelist": CATEGORIES, "code": "disabled", "since": TOMORROW, "officer": administrator}
    with pytest.raises(commands.CountsAlready):
        commands.take_back(**facts, by=acting(administrator), at=NOW + timedelta(days=1))  # type: ignore[arg-type]
    for _twice in range(2):
        commands.take_back(**facts, by=acting(administrator), at=NOW)  # type: ignore[arg-type]
    assert "disabled" not in codes(TOMORROW)
    assert AuditRow.objects.filter(act="codelists.taken_back").count() == 1


def test_only_the_centre_writes_down() -> None:
    with pytest.raises(commands.OnlyTheCentre):
        write(an_officer(a_commune_agency()), "disabled")
    with pytest.raises(MayNotAdminister):
        write(an_officer(the_centre(), rights=rights.of(Function.OFFICERS)), "disabled")


def test_a_years_decision_moves_what_is_due(administrator: OfficerView) -> None:
    received = datetime(2027, 4, 26, 3, 0, tzinfo=UTC)  # Monday
    limit = TimeLimit.working_days(5)
    due = queries.calendar(received).due(received, limit)
    queries.forget()
    write(administrator, "2027-04-29", codelist=CodeList.DAYS_OFF)
    write(administrator, "2027-05-08", codelist=CodeList.DAYS_WORKED)
    assert queries.calendar(received).due(received, limit) > due
    assert queries.calendar(received).is_working(date(2027, 5, 8))
    assert queries.calendar(NOW).is_working(date(2027, 4, 29))  # as known today


def test_a_period_that_the_centre_writes_down_takes_the_place_of_the_unverified_one(administrator: OfficerView) -> None:
    version = Version(
        code="1.004222",
        since=TOMORROW,
        name="Đăng ký thường trú",
        name_en="Permanent registration",
        basis="Bảng thời hạn bảo quản, mục 7",
        years=20,
    )
    commands.write_down(
        version, codelist=CodeList.RETENTION, seen=None, officer=administrator, by=acting(administrator), at=NOW
    )
    queries.forget()
    assert retention.table(TODAY)["1.004222"].due_on(Fate.ERASE, TODAY) is None
    period = retention.table(TOMORROW)["1.004222"]
    assert (period.due_on(Fate.ERASE, TODAY), period.source) == (date(2046, 11, 24), version.basis)
    assert AuditRow.objects.get(act="codelists.written_down").facts["after"]["years"] == 20


def test_a_period_without_its_years_cannot_be_stored(administrator: OfficerView) -> None:
    version = Version(code="1.004222", since=TOMORROW, name="Đăng ký", name_en="Registration", basis="Bảng")
    with pytest.raises(IntegrityError, match="a_period_has_its_years"):
        commands.write_down(
            version, codelist=CodeList.RETENTION, seen=None, officer=administrator, by=acting(administrator), at=NOW
        )
