"""An agency that no other one follows is closed once nothing and nobody is there; names of a day to come count from that day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.builders import casework as build
from tests.builders.casework import NOW, Filer, act
from tests.builders.identity import acting
from tests.builders.offices import an_officer, the_centre

from dancu.audit.models import AuditRow
from dancu.casework import commands as casework
from dancu.casework.commands import merging
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.kernel.errors import DomainError
from dancu.offices import commands as offices
from dancu.offices import queries as agencies
from dancu.offices.models import Agency, ComingName, Officer
from dancu.offices.queries import AgencyView, OfficerView
from dancu.offices.queries.agencies import get_agency, search
from dancu.platform.clock import now

TODAY = date(2026, 11, 24)
BASIS = "Quyết định 9/QĐ-BCA"


@pytest.fixture
def place() -> AgencyView:
    return build.an_agency()


@pytest.fixture
def administrator(place: AgencyView) -> OfficerView:
    return an_officer(the_centre())


def close(place: AgencyView, who: OfficerView, *, on: date = TODAY, basis: str = BASIS) -> None:
    casework.close_agency(agency_id=place.id, on=on, basis=basis, officer=who, by=acting(who), at=NOW)


@pytest.mark.django_db
class TestClosing:
    def test_an_empty_agency_is_closed_and_audited_with_its_decision(
        self, place: AgencyView, administrator: OfficerView
    ) -> None:
        close(place, administrator)
        found = agencies.agency(place.id)
        assert (found.closed_on, found.successor_id, found.is_open(TODAY)) == (TODAY, None, False)
        assert AuditRow.objects.get(act="offices.agency_closed").facts == {"on": "2026-11-24", "basis": BASIS}
        with pytest.raises(offices.AgencyClosed):
            close(place, administrator)

    def test_not_while_a_dossier_is_open_there(self, place: AgencyView, administrator: OfficerView) -> None:
        code = Filer(place).a_dossier()
        with pytest.raises(casework.WorkLeft):
            close(place, administrator)
        assert Agency.objects.get(pk=place.id).closed_on is None
        desk = build.an_officer(place)
        act(desk, Action.REFUSE, code)
        Officer.objects.filter(pk=desk.officer.id).update(active=False)
        close(place, administrator)

    def test_what_was_filed_at_that_moment_goes_to_the_agency_above(
        self, place: AgencyView, administrator: OfficerView
    ) -> None:
        filer = Filer(place)
        close(place, administrator)
        code = filer.a_dossier()
        assert merging.follow(at=NOW) == 1
        assert merging.follow(at=NOW) == 0
        dossier = Dossier.objects.get(code=code)
        assert dossier.agency_id == place.parent_id
        assert dossier.journal.latest("revision").action == merging.MOVED

    def test_not_while_an_officer_works_there(self, place: AgencyView, administrator: OfficerView) -> None:
        build.an_officer(place)
        with pytest.raises(offices.OfficersThere):
            close(place, administrator)

    @pytest.mark.parametrize(
        ("more", "refusal"),
        [
            ({"on": TODAY + timedelta(days=1)}, offices.DayToCome),
            ({"on": date(2020, 1, 1)}, offices.DayTooEarly),
            ({"basis": "  "}, casework.BasisMissing),
        ],
    )
    def test_not_on_any_day_or_without_a_decision(
        self, place: AgencyView, administrator: OfficerView, more: dict[str, object], refusal: type[DomainError]
    ) -> None:
        with pytest.raises(refusal):
            close(place, administrator, **more)  # type: ignore[arg-type]

    def test_not_over_open_ones_below_nor_by_its_own_officers(
        self, place: AgencyView, administrator: OfficerView
    ) -> None:
        assert place.parent_id
        with pytest.raises(offices.AgenciesBelow):
            close(agencies.agency(place.parent_id), administrator)
        with pytest.raises(offices.NotAboveIt):
            close(place, an_officer(place))


@pytest.mark.django_db
class TestNamesToCome:
    NAME = "Công an phường Cửa Nam"

    @property
    def today(self) -> date:
        return timezone.localdate()

    def rename(self, place: AgencyView, who: OfficerView, *, on: date, name: str = NAME, phone: str = "") -> None:
        seen = agencies.agency(place.id).name
        offices.rename_agency(
            agency_id=place.id, seen=seen, name=name, phone=phone, on=on, officer=who, by=acting(who), at=now()
        )

    def its_day_comes(self) -> None:
        ComingName.objects.update(since=self.today)
        agencies.forget_agencies()

    def test_a_name_counts_from_its_day_for_every_reader(self, place: AgencyView, administrator: OfficerView) -> None:
        tomorrow = self.today + timedelta(days=1)
        self.rename(place, administrator, on=tomorrow, phone="024 3825 4441")
        found = get_agency(place.id, officer=administrator)
        assert (found.agency.name, found.agency.phone) == (place.name, "024 3825 4441")
        assert found.coming_name == (self.NAME, tomorrow)
        self.its_day_comes()
        found = get_agency(place.id, officer=administrator)
        assert (found.agency.name, found.coming_name) == (self.NAME, None)
        assert found.former_names == ((place.name, self.today),)
        assert [each.id for each in search(place.name, officer=administrator)] == [place.id]
        assert agencies.find_agency(self.NAME, officer=administrator).id == place.id

    def test_the_next_act_settles_it(self, place: AgencyView, administrator: OfficerView) -> None:
        self.rename(place, administrator, on=self.today + timedelta(days=1))
        self.its_day_comes()
        self.rename(place, administrator, name="Công an phường Hồ Gươm", on=self.today + timedelta(days=3))
        found = get_agency(place.id, officer=administrator)
        assert (found.agency.name, found.former_names) == (self.NAME, ((place.name, self.today),))
        assert found.coming_name == ("Công an phường Hồ Gươm", self.today + timedelta(days=3))

    def test_one_name_is_to_come_at_a_time_and_can_be_taken_back(
        self, place: AgencyView, administrator: OfficerView
    ) -> None:
        since = self.today + timedelta(days=5)
        self.rename(place, administrator, on=since)
        with pytest.raises(offices.AnotherNameToCome):
            self.rename(place, administrator, name="Công an khác", on=since)
        asked = {"agency_id": place.id, "officer": administrator, "by": acting(administrator), "at": now()}
        for _time in range(2):
            offices.take_back_name(**asked, since=since)  # type: ignore[arg-type]
        assert get_agency(place.id, officer=administrator).coming_name is None
        assert AuditRow.objects.filter(act="offices.agency_name_taken_back").count() == 1
        with pytest.raises(offices.NameCountsAlready):
            offices.take_back_name(**asked, since=self.today)  # type: ignore[arg-type]

    def test_what_was_closed_before_keeps_its_last_name(self, place: AgencyView, administrator: OfficerView) -> None:
        self.rename(place, administrator, on=self.today + timedelta(days=1))
        Agency.objects.filter(pk=place.id).update(closed_on=self.today - timedelta(days=1))
        self.its_day_comes()
        assert agencies.agency(place.id).name == place.name
