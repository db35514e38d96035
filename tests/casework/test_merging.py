"""The merger of 1/7/2025: what lay at the old communes and at their district lies at the new ward, in one act."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act
from tests.builders.offices import a_province_agency, an_old_agency, the_centre
from tests.builders.places import REFORM, a_district, a_province, an_old_commune
from tests.builders.threads import Signal, at_once, until_somebody_waits
from tests.fakes.parking_permit import PROCEDURE

from dancu.audit.models import AuditRow
from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.commands import merging
from dancu.casework.commands.acts import ActedMeanwhile
from dancu.casework.domain.filing import Channel, Declarer
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, Draft, JournalEntry, Verification
from dancu.kernel.actor import SYSTEM
from dancu.offices import commands as offices
from dancu.offices import queries as agencies
from dancu.offices.domain import rights
from dancu.offices.domain.jurisdiction import AgencyLevel, of_district, of_old_commune, of_old_province
from dancu.offices.models import Agency, Officer, PermissionGroup
from dancu.offices.queries import AgencyView, officer_of
from dancu.places.domain.units import Unit

MERGED = ("Hàng Bạc", "00061"), ("Hàng Bồ", "00064")


class World:
    """Hoàn Kiếm on the eve: the province, the district and two of its wards, and the ward that comes after them."""

    def __init__(self) -> None:
        self.new = build.an_agency()
        above = a_province_agency(a_province())
        district = a_district()
        province = an_old_agency(of_old_province("01"), AgencyLevel.PROVINCE, a_province(old=True), the_centre())
        self.district = an_old_agency(of_district("01", "002"), AgencyLevel.DISTRICT, district, province)
        self.communes = [self._commune(*each, district) for each in MERGED]
        self.old = self.communes[0]
        self.above, self.province = above, province
        self.administrator = build.an_officer(the_centre(), *rights.Function)

    def _commune(self, name: str, code: str, district: Unit) -> AgencyView:
        unit = an_old_commune(f"Phường {name}", code=code, district=district)
        return an_old_agency(of_old_commune("01", "002", code), AgencyLevel.COMMUNE, unit, self.district)

    def merge(self, old: AgencyView, new: AgencyView | None = None, *, on: date = REFORM) -> int:
        facts: dict[str, Any] = {"agency_id": old.id, "successor_id": (new or self.new).id, "on": on}
        return casework.merge_agency(**facts, officer=self.administrator.officer, by=self.administrator.actor, at=NOW)


@pytest.fixture
def world(parking_permit: None) -> World:
    return World()


def again(desk: Desk) -> Desk:
    """Return an officer as his next request finds him."""
    return Desk(officer_of(desk.officer.account_id), desk.actor)


def seen_by(desk: Desk) -> set[str]:
    """Return the codes of all dossiers that an officer finds."""
    filters = queries.DossierFilters(queue=queries.Queue.ALL)
    return {
        row.code for row in queries.search_dossiers(officer=desk.officer, filters=filters, by=desk.actor, at=NOW).rows
    }


class TestTheMerger:
    pytestmark = pytest.mark.django_db

    def test_dossiers_officers_groups_and_what_is_begun_lie_at_the_successor(self, world: World) -> None:
        filers = [Filer(place) for place in world.communes]
        codes = [filer.a_dossier() for filer in filers]
        desk, colleague = build.an_officer(world.old), build.an_officer(world.new)
        draft = casework.begin_counter_draft(
            procedure_code=PROCEDURE.code, filed_on=NOW.date(), late_reason="", declarer=Declarer(name="Trần Văn An"),
            concerned_pins=(), officer=desk.officer, by=desk.actor, at=NOW,
        )  # fmt: skip
        assert [world.merge(each) for each in world.communes] == [1, 1]
        assert seen_by(colleague) == seen_by(again(desk)) == set(codes)
        assert again(desk).officer.agency.id == world.new.id
        assert Draft.objects.get(pk=draft).agency_id == world.new.id
        assert act(again(desk), Action.RECEIVE, codes[1]) is State.RECEIVED

    def test_the_district_ends_after_its_communes_and_before_its_province(self, world: World) -> None:
        with pytest.raises(offices.AgenciesBelow):
            world.merge(world.district, world.above)
        for each in world.communes:
            world.merge(each)
        world.merge(world.district, world.above)
        world.merge(world.province, world.above)
        assert agencies.at_work(world.district.id).id == world.above.id
        assert not Agency.objects.get(pk=world.district.id).children.filter(closed_on=None).exists()

    def test_each_course_says_where_it_lay_and_its_code_stays(self, world: World) -> None:
        code = Filer(world.old).a_dossier()
        world.merge(world.old)
        dossier = Dossier.objects.get(code=code)
        line = dossier.journal.latest("revision")
        assert code.startswith(world.old.code)
        assert (line.action, line.agency_id, line.note) == (
            "move", world.old.id, f"{world.old.name} → {world.new.name}"
        )  # fmt: skip
        assert AuditRow.objects.filter(act="casework.moved", subject_id=code).exists()
        assert AuditRow.objects.get(act="offices.agency_merged").facts["successor"] == world.new.code

    def test_finished_dossiers_follow_in_batches_and_without_a_line(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(merging, "BATCH", 2)
        filer, desk = Filer(world.old), build.an_officer(world.old)
        codes = {filer.a_dossier() for _ in range(5)}
        for code in codes:
            act(desk, Action.REFUSE, code)
        lines = JournalEntry.objects.count()
        assert world.merge(world.old) == 0
        assert not seen_by(again(desk))
        assert merging.follow(at=NOW) == 5
        assert seen_by(again(desk)) == codes
        assert merging.follow(at=NOW) == 0
        assert JournalEntry.objects.count() == lines

    def test_a_draft_that_names_the_old_agency_is_filed_at_the_successor(self, world: World) -> None:
        filer = Filer(world.old)
        draft, code = filer.a_draft(), filer.a_dossier()
        act(build.an_officer(world.old), Action.RETURN_FOR_SUPPLEMENT, code)
        world.merge(world.old)
        submitted = casework.submit(draft_id=draft, channel=Channel.PORTAL, by=filer.citizen, at=NOW)
        assert submitted.code.startswith(world.new.code)
        filer.supplements(code)
        assert Dossier.objects.get(code=code).state == State.RESUBMITTED

    def test_open_questions_are_asked_of_the_successor_and_no_question_is_lost(self, world: World) -> None:
        elsewhere = build.an_agency("79", "26743")
        code = Filer(elsewhere).a_dossier()
        desk = build.an_officer(elsewhere)
        for action in (Action.RECEIVE, Action.TAKE):
            act(desk, action, code)
        for place, question in zip(world.communes, ("Có ở đó không?", "Từ bao giờ?"), strict=True):
            casework.ask_verification(
                code=code, agency_id=place.id, question=question, officer=desk.officer, by=desk.actor, at=NOW
            )
        for each in world.communes:
            world.merge(each)
        asked = Verification.objects.get()
        assert asked.agency_id == world.new.id
        assert asked.question == "Có ở đó không?\n\nTừ bao giờ?"

    def test_a_group_whose_code_the_successor_has_keeps_its_rights_under_another_code(self, world: World) -> None:
        for place in (world.old, world.new):
            offices.open_group(
                code="TIEPNHAN", name="Tiếp nhận", rights=rights.of(rights.Function.RECEPTION), agency_id=place.id,
                by=SYSTEM, at=NOW,
            )  # fmt: skip
        world.merge(world.old)
        codes = set(PermissionGroup.objects.filter(agency=world.new.id).values_list("code", flat=True))
        assert codes == {"TIEPNHAN", f"TIEPNHAN.{world.old.code.removeprefix('G01.')}"}

    def test_who_looks_for_the_old_unit_finds_the_successor(self, world: World) -> None:
        unit = world.old.unit_id
        assert unit is not None
        world.merge(world.old)
        found = agencies.find_competent_agency(unit, on=REFORM + timedelta(days=1))
        assert found is None or found.id == world.new.id

    @pytest.mark.parametrize(
        "refused", ["twice", "into itself", "by its own chief", "by a province elsewhere", "tomorrow"]
    )
    def test_it_is_refused(self, world: World, refused: str) -> None:
        if refused == "twice":
            world.merge(world.old)
            with pytest.raises(offices.AgencyClosed):
                world.merge(world.old)
        elif refused == "into itself":
            with pytest.raises(offices.NotASuccessor):
                world.merge(world.old, world.old)
        elif refused == "tomorrow":
            with pytest.raises(offices.DayToCome):
                world.merge(world.old, on=NOW.date() + timedelta(days=1))
        else:
            chief = refused == "by its own chief"
            build.an_agency("79", "26743")
            place = world.old if chief else a_province_agency(a_province("Hồ Chí Minh", code="79"))
            world.administrator = build.an_officer(place, *rights.Function)
            with pytest.raises(offices.NotAboveIt if chief else agencies.UnknownAgency):
                world.merge(world.old)
        assert Officer.objects.exists()


class TestAtOneMoment:
    pytestmark = pytest.mark.django_db(transaction=True)

    def test_an_act_that_came_first_is_waited_for_and_its_dossier_moves(self, world: World) -> None:
        code, desk, held = Filer(world.old).a_dossier(), build.an_officer(world.old), Signal()

        def refuse() -> State:
            with transaction.atomic():
                state = act(desk, Action.RECEIVE, code)
                held.give()
                until_somebody_waits()
            return state

        def merge() -> int:
            held.wait()
            return world.merge(world.old)

        assert at_once([refuse, merge]) == [State.RECEIVED, 1]
        dossier = Dossier.objects.get(code=code)
        assert (dossier.state, dossier.agency_id) == (State.RECEIVED, world.new.id)

    def test_an_act_that_came_second_is_done_at_the_successor(self, world: World) -> None:
        code, desk, held = Filer(world.old).a_dossier(), build.an_officer(world.old), Signal()

        def merge() -> int:
            with transaction.atomic():
                count = world.merge(world.old)
                held.give()
                until_somebody_waits()
            return count

        def receive() -> State:
            held.wait()
            return act(desk, Action.RECEIVE, code)

        assert at_once([merge, receive]) == [1, State.RECEIVED]
        assert Dossier.objects.get(code=code).agency_code == world.new.code

    def test_what_was_on_the_page_before_is_not_acted_on_unseen(self, world: World) -> None:
        code, desk = Filer(world.old).a_dossier(), build.an_officer(world.old)
        world.merge(world.old)
        with pytest.raises(ActedMeanwhile):
            act(again(desk), Action.RECEIVE, code, seen=1)

    def test_what_is_filed_while_it_runs_follows(self, world: World) -> None:
        filer, held = Filer(world.old), Signal()
        draft = filer.a_draft()

        def file() -> str:
            with transaction.atomic():
                code = casework.submit(draft_id=draft, channel=Channel.PORTAL, by=filer.citizen, at=NOW).code
                held.give()
                merged.wait()
            return code

        merged = Signal()

        def merge() -> int:
            held.wait()
            count = world.merge(world.old)
            merged.give()
            return count

        code, count = at_once([file, merge])
        assert count == 0
        assert merging.follow(at=NOW) == 1
        assert Dossier.objects.get(code=code).agency_id == world.new.id
