"""A counter takes a dossier for another commune's agency: what it does for it, what it sees of it, and what it does not."""

import pytest
from django.db import IntegrityError, connection, transaction
from tests.builders import casework as build
from tests.builders.casework import NOW, Desk, Filer, act
from tests.builders.elsewhere import decided, listed, opened, taken
from tests.builders.offices import a_province_agency
from tests.builders.places import a_province
from tests.builders.walk_ins import DECLARER, begin, fill_in, submit

from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.authorisation import BeyondJurisdiction, ForItsAgency, NoSuchDossier
from dancu.casework.domain.duty import LeadersRound, OwnDossier
from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import AT_COUNTER, Action, ActNotPossible, RightMissing
from dancu.casework.models import Dossier, JournalEntry
from dancu.casework.queries import DossierFilters, NoSuchAttachment, NoSuchPaper, Queue
from dancu.casework.queries.matching import matching
from dancu.offices.domain.rights import Function
from dancu.offices.queries import AgencyView
from dancu.payments.models import ReceiptRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> AgencyView:
    return build.an_agency(commune="00070")


@pytest.fixture
def there() -> AgencyView:
    return build.an_agency("79", "26743")


@pytest.fixture
def counter(here: AgencyView) -> Desk:
    return build.an_officer(here, Function.RECEPTION, Function.RESULTS)


@pytest.fixture
def agency(there: AgencyView) -> Desk:
    return build.an_officer(there)


class TestTaking:
    def test_it_lies_at_the_competent_agency_and_the_counter_is_remembered(
        self, counter: Desk, here: AgencyView, there: AgencyView
    ) -> None:
        code = taken(counter, there)
        dossier = Dossier.objects.get(code=code)
        assert code.startswith(there.code)
        assert (dossier.agency_id, dossier.counter_agency_id) == (there.id, here.id)

    def test_what_a_counter_takes_for_its_own_agency_names_no_other(self, counter: Desk, here: AgencyView) -> None:
        assert Dossier.objects.get(code=taken(counter, here)).counter_agency_id is None

    def test_a_province_takes_for_its_communes_alone(self, here: AgencyView, there: AgencyView) -> None:
        above = build.an_officer(a_province_agency(a_province()), Function.RECEPTION)
        assert taken(above, here).startswith(here.code)
        with pytest.raises(BeyondJurisdiction):
            taken(above, there)

    def test_a_dossier_that_nobody_filed_at_a_counter_has_none(self, here: AgencyView, there: AgencyView) -> None:
        Filer(there).a_dossier()
        with pytest.raises(IntegrityError, match="a_counter_took_it_for_another_agency"), transaction.atomic():
            Dossier.objects.update(counter_agency=here.id)

    def test_no_counter_takes_a_dossier_for_itself(self, counter: Desk, there: AgencyView) -> None:
        taken(counter, there)
        with pytest.raises(IntegrityError, match="a_counter_took_it_for_another_agency"), transaction.atomic():
            Dossier.objects.update(counter_agency=there.id)


class TestActs:
    def test_the_counter_receives_and_the_time_of_the_competent_agency_runs(
        self, counter: Desk, agency: Desk, here: AgencyView, there: AgencyView
    ) -> None:
        code = taken(counter, there)
        assert act(counter, Action.RECEIVE, code) is State.RECEIVED
        dossier = Dossier.objects.get(code=code)
        assert (dossier.received_at, dossier.due_at > NOW) == (NOW, True)
        assert code in listed(agency, Queue.UNASSIGNED)
        assert act(agency, Action.TAKE, code) is State.PROCESSING
        course = dossier.journal.order_by("revision").values_list("action", "agency_id")
        assert list(course) == [("submit", here.id), ("receive", here.id), ("take", there.id)]

    def test_the_competent_agency_receives_as_well(self, counter: Desk, agency: Desk, there: AgencyView) -> None:
        code = taken(counter, there)
        assert act(agency, Action.RECEIVE, code) is State.RECEIVED
        with pytest.raises(ActNotPossible):
            act(counter, Action.RECEIVE, code)

    def test_papers_are_of_who_issues_them(
        self, counter: Desk, agency: Desk, here: AgencyView, there: AgencyView
    ) -> None:
        code = taken(counter, there)
        act(counter, Action.RECEIVE, code)
        decided(agency, code)
        papers = Dossier.objects.get(code=code).papers.order_by("pk").values_list("form", "agency_id")
        assert list(papers) == [("CT01", here.id), ("CT04", here.id), ("CT08", None)]
        act(agency, Action.RECEIVE, (other := taken(counter, there)))
        assert Dossier.objects.get(code=other).papers.get(form="CT04").agency_id is None

    def test_each_numbers_the_papers_that_it_issues(self, counter: Desk, agency: Desk, there: AgencyView) -> None:
        numbers = []
        for desk in (counter, agency, counter):
            code = taken(counter, there)
            act(desk, Action.RECEIVE, code)
            numbers.append(Dossier.objects.get(code=code).papers.get(form="CT04").number)
        assert numbers == [1, 1, 2]

    @pytest.mark.parametrize("collected", ["counter", "agency"])
    def test_the_result_is_delivered_at_either_place(
        self, counter: Desk, agency: Desk, there: AgencyView, collected: str
    ) -> None:
        code = taken(counter, there)
        act(counter, Action.RECEIVE, code)
        decided(agency, code)
        desk = {"counter": counter, "agency": agency}[collected]
        assert act(desk, Action.DELIVER, code) is State.DELIVERED
        last = JournalEntry.objects.filter(dossier__code=code).latest("revision")
        assert (last.action, last.agency_id) == ("deliver", desk.officer.agency.id)

    def test_the_fee_goes_into_the_book_of_who_takes_it(
        self, counter: Desk, agency: Desk, here: AgencyView, there: AgencyView
    ) -> None:
        code = taken(counter, there)
        act(counter, Action.RECEIVE, code, receipts=(build.a_receipt(4_000),))
        act(agency, Action.RECORD_PAYMENT, code, receipts=(build.a_receipt(6_000),))
        books = ReceiptRow.objects.filter(about=code).order_by("pk").values_list("agency_code", flat=True)
        assert list(books) == [here.code, there.code]

    def test_what_is_missing_is_brought_to_the_counter(self, counter: Desk, agency: Desk, there: AgencyView) -> None:
        code = taken(counter, there)
        act(counter, Action.RETURN_FOR_SUPPLEMENT, code)
        draft = casework.begin_supplement(code=code, officer=counter.officer, by=counter.actor, at=NOW)
        with pytest.raises(casework.SupplementBegun):
            casework.begin_supplement(code=code, officer=agency.officer, by=agency.actor, at=NOW)
        assert submit(counter, draft) == code
        assert Dossier.objects.get(code=code).state == State.RESUBMITTED
        with pytest.raises(LeadersRound):
            act(build.an_officer(counter.officer.agency), Action.RETURN_FOR_SUPPLEMENT, code)

    def test_the_applicant_asks_for_withdrawal_at_the_counter_and_the_agency_answers(
        self, counter: Desk, agency: Desk, there: AgencyView
    ) -> None:
        code = taken(counter, there)
        act(counter, Action.ASK_WITHDRAWAL, code)
        with pytest.raises(ForItsAgency):
            act(counter, Action.GRANT_WITHDRAWAL, code)
        assert act(agency, Action.GRANT_WITHDRAWAL, code) is State.WITHDRAWN

    @pytest.mark.parametrize("state", build.paths())
    def test_the_counter_is_offered_and_does_only_what_is_done_at_a_counter(
        self, here: AgencyView, there: AgencyView, state: State
    ) -> None:
        counter, agency = build.an_officer(here), build.an_officer(there)
        leader, idle = build.an_officer(there), build.an_officer(there)
        code = taken(counter, there)
        for action in build.paths()[state]:
            if action is Action.GRANT_WITHDRAWAL:
                act(counter, Action.ASK_WITHDRAWAL, code)
            if action is Action.RESUBMIT:
                submit(counter, casework.begin_supplement(code=code, officer=counter.officer, by=counter.actor, at=NOW))
                continue
            deciding = action in {Action.APPROVE, Action.REJECT, Action.SEND_BACK}
            act(leader if deciding else agency, action, code, assignee=idle.officer.id)
        offered = {option.action for option in opened(counter, code).options}
        assert offered <= AT_COUNTER
        for action in set(Action) - AT_COUNTER:
            with pytest.raises((ForItsAgency, RightMissing, ActNotPossible)):
                act(counter, action, code, assignee=agency.officer.id)
        assert Dossier.objects.get(code=code).state == state


class TestSight:
    def test_the_counter_sees_a_part_and_the_agency_all(self, counter: Desk, agency: Desk, there: AgencyView) -> None:
        code = taken(counter, there)
        assert not isinstance(opened(counter, code), queries.DossierForOfficer)
        assert isinstance(opened(agency, code), queries.DossierForOfficer)
        with pytest.raises(NoSuchDossier):
            queries.get_dossier(code, officer=counter.officer, by=counter.actor, at=NOW)

    @pytest.mark.parametrize("who", ["another commune", "the province above the counter", "who only processes"])
    def test_nobody_else_sees_it(self, counter: Desk, here: AgencyView, there: AgencyView, who: str) -> None:
        code = taken(counter, there)
        stranger = {
            "another commune": lambda: build.an_officer(build.an_agency(commune="00097")),
            "the province above the counter": lambda: build.an_officer(a_province_agency(a_province())),
            "who only processes": lambda: build.an_officer(here, Function.AUDIT),
        }[who]()
        with pytest.raises(NoSuchDossier):
            opened(stranger, code)
        assert code not in listed(stranger, Queue.TAKEN_HERE)

    def test_whom_it_concerns_sees_nothing_of_it_at_the_counter(self, counter: Desk, there: AgencyView) -> None:
        code = taken(counter, there)
        relative = build.an_officer(counter.officer.agency, pin=DECLARER.pin)
        with pytest.raises(OwnDossier):
            opened(relative, code)
        assert listed(relative, Queue.TAKEN_HERE) == []

    def test_the_check_tells_the_counter_why_it_cannot_receive_and_nothing_of_the_register(
        self, counter: Desk, there: AgencyView
    ) -> None:
        code = taken(counter, there, mismatch=True)
        assert opened(counter, code).finding.blocking == ()
        with pytest.raises(casework.Mismatched):
            act(counter, Action.RECEIVE, code)
        casework.check_register(code=code, officer=counter.officer, by=counter.actor, at=NOW)
        assert opened(counter, code).finding.blocking == ("unknown_plate",)

    def test_notes_between_officers_stay_with_the_agency(self, counter: Desk, agency: Desk, there: AgencyView) -> None:
        code = taken(counter, there)
        act(counter, Action.RECEIVE, code)
        act(agency, Action.TAKE, code)
        act(agency, Action.PROPOSE, code, note="Kín giữa cán bộ")
        lines = opened(counter, code).journal
        assert [(line.action, line.agency) for line in lines][-1] == ("propose", there.name)
        assert all("Kín" not in line.note and not line.officer for line in lines)

    def test_files_are_open_at_the_counter_until_it_is_received(
        self, counter: Desk, agency: Desk, there: AgencyView
    ) -> None:
        draft = fill_in(counter, begin(counter), agency=there.id)
        by = {"by": counter.actor, "officer": counter.officer, "at": NOW}
        casework.attach(draft_id=draft, document="registration", file_id=build.a_file().pk, name="dk.pdf", **by)
        code = submit(counter, draft)
        (file,) = opened(counter, code).attachments
        assert queries.attachment_link(file.id, **by)
        act(counter, Action.RECEIVE, code)
        assert opened(counter, code).attachments == ()
        with pytest.raises(NoSuchAttachment):
            queries.attachment_link(file.id, **by)
        assert queries.attachment_link(file.id, by=agency.actor, officer=agency.officer, at=NOW)

    def test_what_authorities_ask_each_other_is_no_paper_of_the_counter(
        self, counter: Desk, agency: Desk, there: AgencyView
    ) -> None:
        code = taken(counter, there)
        act(counter, Action.RECEIVE, code)
        act(agency, Action.TAKE, code)
        asked = build.an_agency(commune="00097")
        casework.ask_verification(
            code=code, agency_id=asked.id, question="?", officer=agency.officer, by=agency.actor, at=NOW
        )
        paper = Dossier.objects.get(code=code).papers.exclude(verification=None).first()
        if paper is not None:
            with pytest.raises(NoSuchPaper):
                queries.paper_pdf(paper.pk, by=counter.actor, officer=counter.officer, at=NOW)
        shown = {each.form for each in queries.list_papers(code, by=counter.actor, officer=counter.officer)}
        assert shown == {each.form for each in opened(counter, code).papers} == {"CT01", "CT04"}


class TestTheList:
    def test_it_holds_what_was_taken_here_until_it_is_delivered(
        self, counter: Desk, agency: Desk, here: AgencyView, there: AgencyView
    ) -> None:
        own, code = taken(counter, here), taken(counter, there)
        assert listed(counter, Queue.TAKEN_HERE) == [code]
        assert code not in listed(counter, Queue.ALL)
        assert listed(counter, Queue.RECEPTION) == [own]
        assert queries.count_queues(officer=counter.officer, at=NOW)[Queue.TAKEN_HERE].all == 1
        act(counter, Action.RECEIVE, code)
        decided(agency, code)
        assert listed(counter, Queue.TAKEN_HERE) == [code]
        act(agency, Action.DELIVER, code)
        assert listed(counter, Queue.TAKEN_HERE) == []

    def test_it_comes_in_the_order_of_its_index(self, counter: Desk, there: AgencyView) -> None:
        taken(counter, there)
        found = matching(counter.officer, DossierFilters(queue=Queue.TAKEN_HERE), NOW).rows
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        plan = found.order_by("-submitted_at", "-pk")[:50].explain()
        assert "dossiers_taken_for_others" in plan
        assert "Sort" not in plan
