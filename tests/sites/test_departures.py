"""The former commune is told of who left it, and takes note."""

import pytest
from django.test import Client
from tests.builders.casework import Desk
from tests.builders.counters import Clerk, WalkIn
from tests.builders.desks import at_the_desk
from tests.builders.identity import acting
from tests.builders.offices import a_commune_agency, an_officer
from tests.builders.places import a_commune, a_province, an_old_commune, went_to
from tests.builders.population import AT, a_person
from tests.builders.residence import a_household

from dancu.casework.models import Dossier
from dancu.kernel.actor import SYSTEM
from dancu.offices.domain.rights import VERIFY_ACCOUNTS
from dancu.places.domain.units import Address, Extent, Unit
from dancu.population.domain.person import PersonCard
from dancu.residence import commands
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import Ground, Joining
from dancu.residence.models import Departure
from dancu.sites.ui.templatetags.ui import grouped

pytestmark = pytest.mark.django_db


def ben_thanh() -> Unit:
    return a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))


def who_moved(*, old: Unit | None = None, new: Unit | None = None, dossier: int | None = None) -> PersonCard:
    """Return somebody who lived in one commune and is registered in another now."""
    person = a_person("Nguyễn Văn An")
    a_household(person, unit=old or a_commune())
    commands.register_permanent(
        joining=[Joining(person.id, Relation.HEAD)],
        place=Address((new or ben_thanh()).id, "12 Lê Lợi"),
        since=AT.date(),
        ground=Ground.OWN_DWELLING,
        by=SYSTEM,
        at=AT,
        dossier=dossier,
    )
    return person


def an_officer_in(commune: Unit, **facts: object) -> Client:
    officer = an_officer(a_commune_agency(commune), **facts)  # type: ignore[arg-type]
    return at_the_desk(Desk(officer, acting(officer)))


def the_page(browser: Client) -> str:
    return browser.get("/departures").content.decode()


def test_the_former_commune_reads_who_left_for_where_and_takes_note_once() -> None:
    person = who_moved()
    desk = an_officer_in(a_commune())
    page = the_page(desk)
    assert person.name.full in page
    assert "12 Lê Lợi, Phường Bến Thành" in page
    row = Departure.objects.get()
    for _ in range(2):
        assert desk.post(f"/departures/{row.pk}/note")["Location"] == "/departures"
    row.refresh_from_db()
    assert row.noted_at is not None
    assert f"/departures/{row.pk}/note" not in the_page(desk)


def test_the_dossier_that_somebody_moved_by_is_named() -> None:
    code = Clerk().file(WalkIn())
    who_moved(dossier=Dossier.objects.get(code=code).pk)
    assert code in the_page(an_officer_in(a_commune()))


def test_no_other_commune_is_told() -> None:
    person = who_moved()
    for commune in (ben_thanh(), a_commune("Phường Cửa Nam", code="00082")):
        desk = an_officer_in(commune)
        assert person.name.full not in the_page(desk)
        assert desk.post(f"/departures/{Departure.objects.get().pk}/note").status_code == 404


def test_a_move_within_the_commune_is_no_departure() -> None:
    old = an_old_commune()
    went_to(old, a_commune())
    who_moved(old=old, new=a_commune())
    assert not Departure.objects.exists()


def test_every_commune_that_an_old_one_went_to_is_told() -> None:
    old, other = an_old_commune(), a_commune("Phường Cửa Nam", code="00082")
    went_to(old, a_commune(), other, extent=Extent.PARTLY)
    person = who_moved(old=old)
    for commune in (a_commune(), other):
        assert person.name.full in the_page(an_officer_in(commune))


def test_without_the_right_the_list_is_closed() -> None:
    who_moved()
    desk = an_officer_in(a_commune(), rights=[VERIFY_ACCOUNTS])
    assert desk.get("/departures").status_code == 403
    assert "/departures" not in desk.get("/accounts").content.decode()


def test_a_long_list_goes_on_over_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dancu.residence.queries.departures.DEPARTURES_ON_A_PAGE", 1)
    first, last = who_moved(), who_moved()
    desk = an_officer_in(a_commune())
    pages = [desk.get("/departures", {"page": page}).content.decode() for page in ("x", "2", "9")]
    assert [(grouped(last.pin) in page, grouped(first.pin) in page) for page in pages] == [(1, 0), (0, 1), (0, 0)]
    assert ["?page=2" in pages[0], "?page=1" in pages[1], "?page=3" in pages[1]] == [True, True, False]
