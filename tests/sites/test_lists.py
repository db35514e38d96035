"""Lists that the police of a commune keep: whom they show to whom, page by page, and what is written down of it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from tests.builders.casework import Desk
from tests.builders.desks import at_the_desk
from tests.builders.identity import acting
from tests.builders.offices import a_commune_agency, a_province_agency, an_officer
from tests.builders.places import a_commune, a_province, an_old_commune, went_to
from tests.builders.population import a_person
from tests.builders.residence import a_household, a_temporary_residence, an_absence

from dancu.audit.models import AuditRow
from dancu.kernel.actor import SYSTEM
from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex
from dancu.offices.domain.rights import SEE_ABSENT, SEE_GUESTS, VERIFY_ACCOUNTS
from dancu.offices.queries import OfficerView
from dancu.places.domain.units import Address, Unit
from dancu.platform.clock import now, today
from dancu.population.domain.person import PersonCard
from dancu.residence import commands, queries
from dancu.residence.domain.cancellation import CancelGround
from dancu.residence.domain.stays import FacilityKind, Guest, IdKind, NoticeWay
from dancu.residence.models import ResidenceEvent, ResidencePeriod

pytestmark = pytest.mark.django_db


def far() -> Unit:
    return a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))


def desk(officer: OfficerView) -> Client:
    return at_the_desk(Desk(officer, acting(officer)))


def page(officer: OfficerView, path: str) -> str:
    answer = desk(officer).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def a_guest(name: str, *, line: str = "Số 1 phố Huế", unit: Unit | None = None) -> None:
    commands.notify_stays(
        kind=FacilityKind.TOURIST,
        name="Nhà nghỉ Hoa Mai",
        place=Address((unit or a_commune()).id, line),
        guests=[
            Guest(
                name=name,
                born=PartialDate(1990),
                sex=Sex.MALE,
                id_kind=IdKind.NONE,
                reason="Du lịch",
                arrives_at=now().astimezone(),
                until=today() + timedelta(days=2),
            )
        ],
        way=NoticeWay.PHONE,
        by=SYSTEM,
        at=now(),
    )


def a_lodger(name: str, *, days: int, unit: Unit | None = None) -> PersonCard:
    person = a_person(name)
    a_temporary_residence(person, since=date(2026, 1, 1), until=today() + timedelta(days=days), unit=unit)
    return person


def a_traveller(name: str, *, unit: Unit | None = None) -> PersonCard:
    person = a_person(name)
    a_household(person, unit=unit)
    an_absence(person, since=today(), until=today() + timedelta(days=400))
    return person


class TestWhoIsListed:
    def test_guests_stand_below_their_place(self) -> None:
        a_guest("Trần Văn Sáu")
        shown = page(an_officer(), "/lists/guests")
        assert "Trần Văn Sáu" in shown
        assert "Nhà nghỉ Hoa Mai" in shown
        assert "Số 1 phố Huế" in shown

    def test_terms_that_end_within_the_days_asked_for(self) -> None:
        a_lodger("Lê Văn Gần", days=10)
        a_lodger("Lê Văn Xa", days=40)
        officer = an_officer()
        assert "Lê Văn Gần" in page(officer, "/lists/expiring")
        assert "Lê Văn Xa" not in page(officer, "/lists/expiring")
        assert "Lê Văn Xa" in page(officer, "/lists/expiring?within=60")

    def test_a_term_that_was_extended_does_not_end(self) -> None:
        person = a_lodger("Lê Văn Gần", days=10)
        commands.extend_temporary(
            people=[person.id], until=today() + timedelta(days=300), asked_on=today(), by=SYSTEM, at=now()
        )
        assert ResidencePeriod.objects.filter(person=person.id).count() == 2
        assert "Lê Văn Gần" not in page(an_officer(), "/lists/expiring?within=60")

    def test_the_absent_with_where_they_went(self) -> None:
        a_traveller("Phạm Thị Vắng")
        shown = page(an_officer(), "/lists/absent")
        assert "Phạm Thị Vắng" in shown
        assert "Hàn Quốc" in shown

    def test_who_came_back_is_not_absent(self) -> None:
        person = a_traveller("Phạm Thị Vắng")
        commands.end_absence(person=person.id, on=today(), by=SYSTEM, at=now())
        assert "Phạm Thị Vắng" not in page(an_officer(), "/lists/absent")

    def test_whose_return_was_cancelled_is_absent_again(self) -> None:
        person = a_traveller("Phạm Thị Vắng")
        commands.end_absence(person=person.id, on=today() + timedelta(days=1), by=SYSTEM, at=now())
        act = ResidenceEvent.objects.filter(person=person.id).latest("id").act
        assert act is not None
        commands.cancel_registration(
            act=act, ground=CancelGround.WRONG_SUBJECT, on=today() + timedelta(days=2), by=SYSTEM, at=now()
        )
        found = queries.list_absent(
            officer=(me := an_officer()), on=today() + timedelta(days=2), by=acting(me), at=now()
        )
        assert [each.person.id for each in found.rows] == [person.id]

    def test_those_of_the_communes_forerunners_are_among_them(self) -> None:
        old = an_old_commune()
        went_to(old, a_commune())
        a_lodger("Lê Văn Cũ", days=10, unit=old)
        assert "Lê Văn Cũ" in page(an_officer(), "/lists/expiring")


class TestJurisdiction:
    def test_another_commune_reads_nobody(self) -> None:
        a_guest("Trần Văn Sáu")
        a_lodger("Lê Văn Gần", days=10)
        a_traveller("Phạm Thị Vắng")
        stranger = an_officer(a_commune_agency(far()))
        shown = "".join(page(stranger, f"/lists/{name}") for name in ("guests", "expiring", "absent"))
        assert not [name for name in ("Trần Văn Sáu", "Lê Văn Gần", "Phạm Thị Vắng") if name in shown]

    def test_the_level_above_asks_for_a_commune_and_for_none_beyond(self) -> None:
        a_commune_agency(far())
        a_lodger("Lê Văn Gần", days=10, unit=far())
        above = an_officer(a_province_agency(a_province("Hồ Chí Minh", code="79")))
        asked = {"officer": above, "on": today(), "days": 30, "by": acting(above), "at": now()}
        found = queries.list_expiring(commune=far().id, **asked)  # type: ignore[arg-type]
        assert [each.person.name.full for each in found.rows] == ["Lê Văn Gần"]
        a_commune_agency()
        with pytest.raises(queries.ListDenied):
            queries.list_expiring(commune=a_commune().id, **asked)  # type: ignore[arg-type]

    def test_each_list_takes_its_right(self) -> None:
        reader = an_officer(rights=[SEE_GUESTS])
        assert desk(reader).get("/lists")["Location"] == "/lists/guests"
        assert [desk(reader).get(f"/lists/{name}").status_code for name in ("guests", "expiring", "absent")] == [
            200, 403, 403,
        ]  # fmt: skip
        assert "/lists/absent" not in page(reader, "/lists/guests")
        assert desk(an_officer(rights=[VERIFY_ACCOUNTS])).get("/lists").status_code == 403


class TestPages:
    @pytest.mark.parametrize("name", ["guests", "expiring", "absent"])
    def test_a_long_list_goes_on_and_stands_still(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("dancu.residence.queries.commune_lists.ROWS_ON_A_PAGE", 1)
        make = {"guests": a_guest, "expiring": lambda called: a_lodger(called, days=10), "absent": a_traveller}[name]
        make("Đỗ Văn Một")  # type: ignore[operator]
        make("Đỗ Văn Hai")  # type: ignore[operator]
        browser = desk(an_officer())
        first = browser.get(f"/lists/{name}").content.decode()
        onward = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        second = browser.get(f"/lists/{name}{onward}").content.decode()
        assert [("Đỗ Văn Một" in each, "Đỗ Văn Hai" in each) for each in (first, second)] == [(1, 0), (0, 1)]
        assert "Đỗ" not in onward
        assert 'rel="next"' not in second

    def test_a_mark_of_another_commune_leads_nowhere(self) -> None:
        a_lodger("Lê Văn Gần", days=10)
        elsewhere = a_lodger("Lê Văn Xa", days=20, unit=far())
        mark = ResidencePeriod.objects.get(person=elsewhere.id).pk
        assert "Lê Văn Gần" in page(an_officer(), f"/lists/expiring?after={mark}")


def test_who_was_read_is_written_down_with_the_purpose() -> None:
    person, officer = a_traveller("Phạm Thị Vắng"), an_officer(rights=[SEE_ABSENT])
    page(officer, "/lists/absent")
    row = AuditRow.objects.filter(act="residence.absent_listed").latest("pk")
    assert (row.purpose, row.officer_id, row.subject_kind) == ("operations", officer.id, "unit")
    assert row.listed == [f"person:{person.id}"]
