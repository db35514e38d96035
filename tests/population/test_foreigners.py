"""Foreigners who live in the country: told of by the immigration authority, found by their numbers, no citizens."""

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, transaction
from tests.builders.places import a_commune
from tests.builders.population import AT
from tests.builders.threads import at_once

from dancu.audit.models import AuditRow
from dancu.config.cli import people
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.population import commands, queries
from dancu.population.domain.foreigners import CardKind, ForeignerRecord, Outcome, Standing, Taken
from dancu.population.models import Foreigner, ForeignerEvent, Person

READ: dict[str, Any] = {"purpose": Purpose.IDENTITY_CHECK, "by": SYSTEM, "at": AT}
ANNA: dict[str, Any] = {
    "number": "900000000001",
    "on": "2026-11-20",
    "act": "Cục Quản lý xuất nhập cảnh",
    "standing": "foreigner",
    "name": "SMITH ANNA",
    "born": "1980-05",
    "sex": "female",
    "nationality": "DEU",
    "passport": {"number": "C01X00T47", "until": "2030-01-01"},
    "card": {"kind": "temporary", "number": "TT123456", "since": "2025-06-01", "until": "2027-05-31"},
}
pytestmark = pytest.mark.django_db


def take(**other: Any) -> Taken:
    return commands.take_word({**ANNA, **other}, by=SYSTEM, at=AT)


def found(number: str) -> list[ForeignerRecord]:
    return list(queries.find_foreigners(number=number, **READ))


def test_who_is_told_of_is_found_by_each_number_and_is_no_person_of_the_register() -> None:
    commune = a_commune()
    assert take(lives={"commune": commune.code, "line": "12 Hàng Bài"}).outcome is Outcome.ENTERED
    [record] = found("900000000001")
    assert found("C01X00T47") == found("TT123456") == [record]
    assert (record.nationality, record.card_kind, record.card_until) == ("DEU", CardKind.TEMPORARY, date(2027, 5, 31))
    assert (record.lives.unit_id, record.lives.line) == (commune.id, "12 Hàng Bài")
    assert found("") == found("C99") == []
    assert not Person.objects.exists()
    assert AuditRow.objects.filter(act="population.foreigner_read", subject_kind="foreigner").count() >= 1


def test_a_change_is_an_event_and_the_same_again_is_none() -> None:
    take()
    assert take().outcome is Outcome.UNCHANGED
    new = {"number": "C02", "until": "2036-01-01"}
    assert take(on="2026-11-21", passport=new).outcome is Outcome.CHANGED
    event = ForeignerEvent.objects.order_by("id").last()
    assert event
    assert (event.before["passport_number"], event.after["passport_number"]) == ("C01X00T47", "C02")
    assert ForeignerEvent.objects.count() == 2
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        ForeignerEvent.objects.all().delete()


def test_a_word_that_comes_late_changes_nothing() -> None:
    take(on="2026-11-21")
    late = take(on="2026-11-20", nationality="FRA")
    assert [(each.field, each.code) for each in late.problems] == [("on", "civil.older_than_known")]
    assert Foreigner.objects.get().nationality == "DEU"


def test_who_has_no_nationality_that_is_determined_has_a_record_too() -> None:
    take(standing="undetermined", nationality="", passport=None)
    [record] = found("900000000001")
    assert (record.standing, record.nationality, record.passport_number) == (Standing.UNDETERMINED, "", "")


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"nationality": "VNM"}, "nationality", "civil.not_one_of_them"),
        ({"nationality": "ZZZ"}, "nationality", "civil.not_one_of_them"),
        ({"nationality": ""}, "nationality", "civil.missing"),
        ({"standing": "undetermined"}, "nationality", "civil.not_one_of_them"),
        ({"card": {"kind": "green", "number": "1"}}, "card.kind", "civil.not_one_of_them"),
        ({"passport": {"until": "2030-01-01"}}, "passport.number", "civil.missing"),
        ({"lives": {"commune": "99999"}}, "lives.commune", "civil.no_such_place"),
        ({"visa": "x"}, "visa", "civil.unknown_field"),
        ({"born": "2030"}, "born", "civil.in_the_future"),
    ],
)
def test_each_fault_is_told_at_its_field(wrong: dict[str, Any], field: str, code: str) -> None:
    taken = take(**wrong)
    assert (taken.outcome, [(each.field, each.code) for each in taken.problems]) == (Outcome.REFUSED, [(field, code)])
    assert not Foreigner.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_same_words_at_once_one_is_entered() -> None:
    outcomes = {taken.outcome for taken in at_once([take, take]) if isinstance(taken, Taken)}
    assert outcomes == {Outcome.ENTERED, Outcome.UNCHANGED}
    assert ForeignerEvent.objects.count() == 1


def test_a_file_is_taken_up_line_by_line(tmp_path: Any) -> None:
    file = tmp_path / "foreigners.jsonl"
    file.write_text(f"{json.dumps(ANNA)}\nno JSON\n", encoding="utf-8")
    told = CliRunner().invoke(people, ["foreigners", str(file)])
    assert [json.loads(line)["outcome"] for line in told.output.splitlines()] == ["entered", "refused"]
    assert told.exit_code == 1
