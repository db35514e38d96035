"""Lodging notices by telephone or on paper: who may write them down, by which time they are judged, sent twice, read."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.builders.identity import acting
from tests.builders.lodging import (
    CALLER,
    HOTEL,
    NIGHT,
    STREET,
    a_facility,
    a_guest,
    at_hour,
    notify_by,
    write_down_by,
)
from tests.builders.offices import a_commune_agency, a_province_agency, an_officer
from tests.builders.places import a_commune, a_province, an_old_commune, went_to
from tests.builders.threads import at_once

from dancu.audit.models import AuditRow
from dancu.kernel.errors import DomainError
from dancu.offices.domain.rights import SEE_GUESTS, WRITE_DOWN_NOTICES
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Unit
from dancu.residence import commands, queries
from dancu.residence.domain.stays import (
    NoticeWay,
    ReceivedLater,
    ReceivedLongAgo,
    TooFarAhead,
    WayNotOffered,
    check_reception,
    ways_written_down,
)
from dancu.residence.models import LodgingFacility, LodgingNotice, ResidenceEvent, Stay

pytestmark = pytest.mark.django_db
MORNING = at_hour(7, day=NIGHT + timedelta(1))


def far() -> Unit:
    return a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))


def search(text: str, officer: OfficerView) -> list[str]:
    return [each.name for each in queries.search_facilities(text, officer=officer, by=acting(officer), at=MORNING)]


@pytest.mark.parametrize(
    ("day", "ways"),
    [
        (date(2026, 6, 30), "in_person phone letter_box"),
        (date(2026, 7, 1), "in_person phone letter_box e_mail"),
        (date(2021, 6, 30), ""),
    ],
)
def test_the_ways_are_those_of_the_day(day: date, ways: str) -> None:
    assert " ".join(ways_written_down(day)) == ways


@pytest.mark.parametrize(
    ("way", "received_at", "refusal"),
    [
        (NoticeWay.PHONE, MORNING, None),
        (NoticeWay.PHONE, MORNING + timedelta(minutes=1), ReceivedLater),
        (NoticeWay.PHONE, MORNING - timedelta(days=30), None),
        (NoticeWay.PHONE, MORNING - timedelta(days=30, minutes=1), ReceivedLongAgo),
        (NoticeWay.WEB_OR_APP, MORNING, WayNotOffered),
    ],
)
def test_what_cannot_be_in_how_a_notice_came_is_refused(
    way: NoticeWay, received_at: datetime, refusal: type[DomainError] | None
) -> None:
    if refusal is None:
        check_reception(way, received_at, MORNING)
        return
    with pytest.raises(refusal):
        check_reception(way, received_at, MORNING)


def test_a_notice_is_judged_by_when_it_was_received_not_by_when_it_is_written_down() -> None:
    officer = an_officer()
    in_time = write_down_by(officer, a_guest(), at=MORNING, received_at=at_hour(22, 59))
    late = write_down_by(officer, a_guest(), at=MORNING, received_at=at_hour(23))
    assert (in_time.late, late.late) == (0, 1)
    notice = LodgingNotice.objects.get(id=in_time.id)
    assert (notice.notified_at, notice.notifier, notice.way) == (at_hour(22, 59), CALLER, "phone")
    assert (notice.officer_id, notice.agency_id, notice.account_id) == (officer.id, officer.agency.id, None)
    event = ResidenceEvent.objects.get(notice=notice.pk)
    assert event.at == MORNING


def test_what_is_told_of_its_guests_is_judged_by_the_day_of_the_call() -> None:
    with pytest.raises(TooFarAhead):
        write_down_by(
            an_officer(),
            a_guest(arrives_at=MORNING + timedelta(days=29), until=(MORNING + timedelta(days=31)).date()),
            at=MORNING,
            received_at=MORNING - timedelta(days=3),
        )


def test_one_page_sent_twice_is_one_notice_and_another_one_with_its_mark_is_asked_about() -> None:
    officer, sending = an_officer(), uuid4()
    first = write_down_by(officer, a_guest(), at=MORNING, sending=sending)
    again = write_down_by(officer, a_guest(), at=MORNING, sending=sending)
    assert (first.id, first.guests) == (again.id, again.guests)
    assert (LodgingNotice.objects.count(), Stay.objects.count()) == (1, 1)
    with pytest.raises(commands.AlreadySent):
        write_down_by(officer, a_guest(), at=MORNING, sending=sending, notifier="Người khác")
    colleague = an_officer(officer.agency)
    assert write_down_by(colleague, a_guest(), at=MORNING, sending=sending).id != first.id


@pytest.mark.parametrize(
    "who",
    [
        lambda: an_officer(rights=[SEE_GUESTS]),
        lambda: an_officer(a_commune_agency(far())),
        lambda: an_officer(a_province_agency(a_province("Hồ Chí Minh", code="79"))),
    ],
    ids=["without the right", "of another commune", "of another province"],
)
def test_who_has_no_right_at_the_place_writes_nothing_down(who: Callable[[], OfficerView]) -> None:
    with pytest.raises(queries.WritingDownDenied):
        write_down_by(who(), a_guest(), at=MORNING)
    assert not LodgingNotice.objects.exists()


def test_the_province_writes_down_for_its_communes() -> None:
    commune_agency = a_commune_agency()
    above = an_officer(a_province_agency(a_province()), rights=[WRITE_DOWN_NOTICES])
    assert above.agency.id != commune_agency.id
    assert write_down_by(above, a_guest(), at=MORNING).guests == 1


def test_a_facility_is_not_shown_what_was_written_down_in_its_name() -> None:
    officer, hotel = an_officer(), a_facility()
    write_down_by(officer, a_guest(), at=MORNING, facility=LodgingFacility.objects.get().pk)
    assert queries.list_own_guests(night=NIGHT, by=hotel, at=MORNING) == ((), False)
    guests = queries.list_guests(officer=officer, night=NIGHT, by=acting(officer), at=MORNING)
    assert [each.facility_name for each in guests.rows] == [HOTEL]


def test_an_agency_reads_what_it_wrote_down_and_no_other_does_which_is_noted() -> None:
    officer = an_officer()
    online = notify_by(a_facility(), a_guest())
    written = write_down_by(officer, a_guest(), at=MORNING).id
    stay = Stay.objects.get(notice=written).pk
    ask: dict[str, Any] = {"officer": officer, "by": acting(officer), "at": MORNING}
    assert [each.id for each in queries.list_written_down(**ask)[0]] == [written]
    notice, stays = queries.get_written_down(written, **ask)
    assert (notice.notifier, [each.id for each in stays]) == (CALLER, [stay])
    assert queries.get_stay_written_down(stay, **ask).notified_at == MORNING
    with pytest.raises(queries.NoSuchNotice):
        queries.get_written_down(online.id, **ask)
    acts = AuditRow.objects.filter(officer_id=officer.id).values_list("act", flat=True)
    assert {"residence.written_down_listed", "residence.stays_read"} <= set(acts)
    for other, refusal in (
        (an_officer(a_commune_agency(far())), queries.NoSuchStay),
        (an_officer(rights=[SEE_GUESTS]), queries.WritingDownDenied),
    ):
        with pytest.raises(refusal):
            queries.get_stay_written_down(stay, officer=other, by=acting(other), at=MORNING)


def test_the_list_goes_on_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dancu.residence.queries.writing_down.NOTICES_ON_A_PAGE", 2)
    officer = an_officer()
    written = [write_down_by(officer, a_guest(), at=MORNING).id for _ in range(3)]
    ask: dict[str, Any] = {"officer": officer, "by": acting(officer), "at": MORNING}
    first, more = queries.list_written_down(**ask)
    assert ([each.id for each in first], more) == ([written[2], written[1]], True)
    last, more = queries.list_written_down(before=written[1], **ask)
    assert ([each.id for each in last], more) == ([written[0]], False)


def test_a_facility_is_found_by_a_part_of_its_name_without_accents_and_by_its_user_name() -> None:
    officer = an_officer()
    a_facility(1)
    a_facility(2, "Nhà nghỉ Hồ Tây")
    assert search("song hong", officer) == [HOTEL]
    assert search("NGHI", officer) == ["Nhà nghỉ Hồ Tây"]
    assert search(" lt 0000000002 ", officer) == ["Nhà nghỉ Hồ Tây"]
    assert search("Bến Thành", officer) == []
    assert search(" - ", officer) == []


def test_no_facility_of_elsewhere_is_found_nor_one_that_was_closed() -> None:
    a_facility(1)
    closed = a_facility(2, "Nhà nghỉ Hồ Tây")
    assert closed.account_id
    commands.close_facility(account=closed.account_id, by=closed, at=MORNING)
    stranger, officer = an_officer(a_commune_agency(far())), an_officer()
    for text in (HOTEL, "LT0000000001"):
        assert search(text, stranger) == []
    assert search("Hồ Tây", officer) == search("LT0000000002", officer) == []
    hotel = LodgingFacility.objects.get(name=HOTEL).pk
    with pytest.raises(queries.NoSuchFacility):
        queries.get_facility_in_charge(hotel, officer=stranger, by=acting(stranger), at=MORNING)
    assert queries.get_facility_in_charge(hotel, officer=officer, by=acting(officer), at=MORNING).name == HOTEL


def test_a_facility_of_an_old_commune_is_found_by_the_commune_that_it_went_to() -> None:
    officer, old = an_officer(), an_old_commune()
    went_to(old, a_commune())
    LodgingFacility.objects.create(
        kind="tourist",
        name=HOTEL,
        unit_id=old.id,
        address_line=STREET,
        key="k",
        manager="Trần Thị Chủ",
        opened_at=MORNING,
    )
    assert search(HOTEL, officer) == [HOTEL]


def test_nothing_stands_both_for_an_account_and_for_an_officer() -> None:
    hotel, officer = a_facility(), an_officer()
    notice = write_down_by(officer, a_guest(), at=MORNING).id
    for change in ({"account_id": hotel.account_id}, {"agency_id": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LodgingNotice.objects.filter(id=notice).update(**change)


@pytest.mark.django_db(transaction=True)
def test_one_page_sent_twice_at_the_same_moment_is_one_notice() -> None:
    officer, sending = an_officer(), uuid4()
    answers = at_once([lambda: write_down_by(officer, a_guest(), at=MORNING, sending=sending)] * 6)
    assert all(isinstance(answer, queries.Notified) for answer in answers), answers
    assert (LodgingNotice.objects.count(), Stay.objects.count()) == (1, 1)
