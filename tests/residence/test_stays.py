from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.lodging import NIGHT, VIET_NAM, a_guest, at_hour
from tests.builders.places import a_commune
from tests.builders.population import AT, a_person
from tests.builders.residence import READ
from tests.builders.threads import at_once

from dancu.kernel.actor import SYSTEM
from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import DomainError
from dancu.kernel.pin import NotAPin
from dancu.places.domain.units import Address
from dancu.residence import commands, queries
from dancu.residence.domain import stays
from dancu.residence.domain.stays import (
    NOTICE_HOURS,
    FacilityKind,
    Guest,
    IdKind,
    NoticeWay,
    facility_kinds,
    is_late,
    notice_due,
)
from dancu.residence.models import ResidenceEvent, Stay
from dancu.residence.queries import Notified

pytestmark = pytest.mark.django_db


def notify(*guests: Guest, line: str = "Số 9 phố Huế", **how: Any) -> Notified:
    facts: dict[str, Any] = {"kind": FacilityKind.TOURIST, "name": "Khách sạn Sông Hồng", "at": at_hour(16), **how}
    return commands.notify_stays(
        place=Address(a_commune().id, line), guests=guests, way=NoticeWay.WEB_OR_APP, by=SYSTEM, **facts
    )


def tonight(line: str = "Số 9 phố Huế", night: date = NIGHT) -> tuple[queries.StayView, ...]:
    return queries.list_guests_of_place(unit=a_commune().id, line=line, night=night, **READ)


def test_a_notice_is_accepted_at_once_and_its_guests_are_tonights_list_of_the_place() -> None:
    person = a_person("Trần Thị Bình")
    notified = notify(a_guest(person, room="201"), a_guest(room="105", reason="Du lịch"))
    assert (notified.guests, notified.late, notified.elsewhere) == (2, 0, ())
    foreigner, citizen = tonight("số 9,  Phố Huế")
    assert (foreigner.guest.name, foreigner.person, foreigner.guest.nationality) == ("Jane Doe", None, "GBR")
    assert (foreigner.guest.born, foreigner.guest.arrives_at) == (PartialDate(1990, 5), at_hour(15))
    assert (citizen.person, citizen.facility_name, citizen.late) == (person.id, "Khách sạn Sông Hồng", False)
    assert not tonight(night=NIGHT + timedelta(1))
    assert not tonight("Số 10 phố Huế")


def test_a_number_with_another_name_means_nobody() -> None:
    person = a_person("Trần Thị Bình")
    notify(a_guest(person, name="Trần Văn An"), a_guest(person, name="TRẦN THỊ BÌNH"))
    assert sorted(view.person or 0 for view in tonight()) == [0, person.id]


@pytest.mark.parametrize(
    ("arrives", "notified", "late"),
    [
        (at_hour(15), at_hour(22, 59), False),
        (at_hour(15), at_hour(23), True),
        (at_hour(22, 59), at_hour(23), True),
        (at_hour(23), at_hour(7, 59, NIGHT + timedelta(1)), False),
        (at_hour(23, 30), at_hour(8, 0, NIGHT + timedelta(1)), True),
        (at_hour(0, 30), at_hour(22), False),
    ],
)
def test_notice_is_due_by_eleven_in_the_evening_or_by_eight_of_the_next_morning(
    arrives: datetime, notified: datetime, late: bool
) -> None:
    assert is_late(arrives, notified) is late
    assert notice_due(arrives).tzinfo is VIET_NAM


def test_the_hours_are_marked_unverified_since_the_article_was_replaced() -> None:
    assert [bool(NOTICE_HOURS.on(day).unverified) for day in (date(2026, 6, 30), date(2026, 7, 1))] == [False, True]


def test_what_is_late_is_taken_up_and_marked() -> None:
    notified = notify(a_guest(), a_guest(arrives_at=at_hour(23, 10)), at=at_hour(23, 20))
    assert (notified.guests, notified.late) == (2, 1)
    assert [view.late for view in queries.list_stays(notice=notified.id, **READ)] == [True, False]


def test_a_stay_elsewhere_at_the_same_time_is_named_and_stands_in_nobodys_way() -> None:
    person = a_person()
    notify(a_guest(person, until=None), line="Số 1", kind=FacilityKind.FAMILY)
    there = notify(a_guest(person), a_guest())
    (both,) = [view.id for view in tonight() if view.person == person.id]
    assert there.elsewhere == (both,)


def test_close_kin_who_come_often_are_told_of_once() -> None:
    notify(a_guest(until=None), kind=FacilityKind.FAMILY, name="")
    assert tonight(night=NIGHT + timedelta(400))


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"until": NIGHT}, stays.StayEndsBeforeItBegins),
        ({"until": NIGHT + timedelta(30)}, stays.StayTooLong),
        ({"until": None}, stays.UntilNeeded),
        ({"id_number": ""}, stays.NumberNeeded),
        ({"reason": ""}, stays.ReasonNeeded),
        ({"born": PartialDate(2026, 11, 25)}, stays.NotBornYet),
        ({"arrives_at": at_hour(15, day=NIGHT + timedelta(31)), "until": NIGHT + timedelta(32)}, stays.TooFarAhead),
    ],
)
def test_what_cannot_be_is_refused(facts: dict[str, Any], refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        notify(a_guest(), a_guest(**facts))
    assert not Stay.objects.exists()


def test_everything_that_is_wrong_with_a_guest_is_named() -> None:
    guest = a_guest(born=PartialDate(2030), id_number="", until=NIGHT, reason="")
    named = [fact for fact, _ in stays.refusals(guest, FacilityKind.TOURIST, NIGHT)]
    assert named == ["born", "id_number", "until", "reason"]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (IdKind.PIN, "001 1 90 123456", "001190123456"),
        (IdKind.OLD_ID_NUMBER, "012.345.678", "012345678"),
        (IdKind.PASSPORT, " c 1234567 ", "C1234567"),
        (IdKind.OTHER, "Giấy  khai sinh 12", "Giấy khai sinh 12"),
        (IdKind.NONE, "123", ""),
    ],
)
def test_a_number_is_kept_one_way_however_it_is_typed(kind: IdKind, typed: str, kept: str) -> None:
    assert stays.read_number(kind, typed) == kept


def test_a_number_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(NotAPin):
        stays.read_number(IdKind.PIN, "00119012345")
    with pytest.raises(stays.NotAnOldNumber):
        stays.read_number(IdKind.OLD_ID_NUMBER, "0123456789")


def test_a_notice_names_guests_and_a_kind_of_place_of_its_day() -> None:
    with pytest.raises(stays.NoGuests):
        notify()
    with pytest.raises(stays.NotOffered):
        notify(a_guest(), kind=FacilityKind.ROOMS_FOR_RENT)
    assert FacilityKind.ROOMS_FOR_RENT in facility_kinds(date(2026, 6, 30))
    assert FacilityKind.VEHICLE not in facility_kinds(date(2026, 6, 30))
    assert len(facility_kinds(date(2026, 7, 1))) == 9


def test_what_was_said_wrongly_is_corrected_with_what_stood_before() -> None:
    person = a_person("Trần Thị Bình")
    notify(a_guest(person, name="Trần Thị Bính"))
    (before,) = tonight()
    commands.correct_stay(stay=before.id, guest=replace(before.guest, name="Trần Thị Bình"), by=SYSTEM, at=AT)
    (after,) = tonight()
    assert (before.person, after.person, after.guest.name) == (None, person.id, "Trần Thị Bình")
    event = ResidenceEvent.objects.get(kind="stay_corrected")
    assert event.before == {"stay": before.id, "person_id": None, "name": "Trần Thị Bính"}


def test_a_guest_who_left_is_on_no_list_and_leaves_once() -> None:
    notify(a_guest(until=NIGHT + timedelta(5)))
    (view,) = tonight()
    later = AT + timedelta(2)
    with pytest.raises(stays.StayEndsBeforeItBegins):
        commands.end_stay(stay=view.id, on=NIGHT - timedelta(1), by=SYSTEM, at=later)
    with pytest.raises(stays.NotYetLeft):
        commands.end_stay(stay=view.id, on=NIGHT + timedelta(3), by=SYSTEM, at=later)
    commands.end_stay(stay=view.id, on=NIGHT + timedelta(2), by=SYSTEM, at=later)
    assert tonight(night=NIGHT + timedelta(1))
    assert not tonight(night=NIGHT + timedelta(2))
    with pytest.raises(commands.StayEnded):
        commands.end_stay(stay=view.id, on=NIGHT + timedelta(1), by=SYSTEM, at=later)
    with pytest.raises(queries.NoSuchStay):
        commands.end_stay(stay=0, on=NIGHT, by=SYSTEM, at=AT)


def test_ten_thousand_guests_take_as_many_statements_as_two() -> None:
    person = a_person()
    a_commune()
    counts = []
    for number in (2, 10_000):
        guests = [a_guest(person), *(a_guest(room=str(room)) for room in range(number - 1))]
        with CaptureQueriesContext(connection) as asked:
            assert notify(*guests, line=f"Số {number}").guests == number
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert Stay.objects.count() == 10_002


@pytest.mark.django_db(transaction=True)
def test_a_guest_who_is_told_of_twice_at_once_left_once() -> None:
    notify(a_guest(until=NIGHT + timedelta(5)))
    (view,) = tonight()

    def leave() -> None:
        commands.end_stay(stay=view.id, on=NIGHT, by=SYSTEM, at=AT)

    results = at_once([leave, leave])
    assert sorted(type(each).__name__ for each in results) == ["NoneType", "StayEnded"]


@pytest.mark.parametrize(
    ("told_at", "number"),
    [(at_hour(0, 30), "LT-261124-000007"), (at_hour(0, 30).astimezone(UTC), "LT-261124-000007")],
)
def test_the_number_of_a_notice_names_the_day_in_viet_nam(told_at: datetime, number: str) -> None:
    assert stays.notice_number(7, told_at) == number
