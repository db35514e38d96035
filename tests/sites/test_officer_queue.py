"""The queue of the officer site."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import casework as build
from tests.builders.casework import Desk, Filer
from tests.builders.desks import at_the_desk
from tests.builders.population import a_person

from dancu.casework.domain.states import State
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier
from dancu.offices.domain.rights import Function
from dancu.platform.clock import today
from dancu.sites.officer import searching

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("parking_permit")]


def listed(page: str, *codes: str) -> list[bool]:
    return [code in page for code in codes]


def test_a_stranger_is_sent_to_sign_in() -> None:
    answer = Client(headers={"host": "canbo.localhost"}).get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in")


def test_the_queue_lists_what_waits_for_reception(filer: Filer, desk: Desk, browser: Client) -> None:
    waiting, received = filer.a_dossier(), filer.a_dossier()
    build.act(desk, Action.RECEIVE, received)
    page = browser.get("/").content.decode()
    assert listed(page, waiting, received) == [True, False]
    assert "Chờ tiếp nhận" in page
    page = browser.get("/?queue=to_process").content.decode()
    assert listed(page, waiting, received) == [False, True]


def test_an_officer_begins_with_the_queue_of_his_work(filer: Filer) -> None:
    leader = build.an_officer(filer.place, Function.APPROVAL, Function.PROCESSING)
    proposed = filer.a_dossier()
    worker = build.an_officer(filer.place)
    for action in (Action.RECEIVE, Action.TAKE, Action.PROPOSE):
        build.act(worker, action, proposed)
    assert proposed in at_the_desk(leader).get("/").content.decode()


def test_a_dossier_of_another_agency_is_not_listed(filer: Filer, browser: Client) -> None:
    elsewhere = Filer(build.an_agency("79", "26740")).a_dossier()
    here = filer.a_dossier()
    assert listed(browser.get("/?queue=all").content.decode(), here, elsewhere) == [True, False]


def test_a_name_is_searched_for_without_standing_in_the_address(filer: Filer, browser: Client) -> None:
    sought = filer.a_dossier(name="Đặng Thị Hòa", pin="001199000777")
    other = filer.a_dossier(name="Trần Văn Bình")
    answer = browser.post("/search", {"queue": "reception", "name": "dang thi hoa"})
    address = answer.headers["Location"]
    assert answer.status_code == 302
    assert "dang" not in address
    page = browser.get(address).content.decode()
    assert listed(page, sought, other) == [True, False]
    assert 'value="dang thi hoa"' in page


def test_a_number_is_searched_for_without_standing_in_the_address(filer: Filer, browser: Client) -> None:
    sought, other = filer.a_dossier(pin="001199000777"), filer.a_dossier()
    address = browser.post("/search", {"number": "001 199 000777"}).headers["Location"]
    assert "777" not in address
    assert listed(browser.get(address).content.decode(), sought, other) == [True, False]


def test_whoever_is_searched_for_by_one_of_his_numbers_is_found_by_all(filer: Filer, browser: Client) -> None:
    person = a_person(old_id_number="012345678")
    sought, other = filer.a_dossier(pin=str(person.pin)), filer.a_dossier()
    address = browser.post("/search", {"number": "012 345 678"}).headers["Location"]
    assert listed(browser.get(address).content.decode(), sought, other) == [True, False]


def test_two_searches_stand_side_by_side(filer: Filer, browser: Client) -> None:
    first, second = filer.a_dossier(name="Đặng Thị Hòa"), filer.a_dossier(name="Trần Văn Bình")
    of_hoa = browser.post("/search", {"name": "Hòa"}).headers["Location"]
    of_binh = browser.post("/search", {"name": "Bình"}).headers["Location"]
    assert listed(browser.get(of_hoa).content.decode(), first, second) == [True, False]
    assert listed(browser.get(of_binh).content.decode(), first, second) == [False, True]


def test_an_address_sent_to_a_colleague_shows_no_name_and_says_so(filer: Filer, browser: Client) -> None:
    filer.a_dossier(name="Đặng Thị Hòa")
    address = browser.post("/search", {"name": "Hòa"}).headers["Location"]
    page = at_the_desk(build.an_officer(filer.place)).get(address).content.decode()
    assert 'value="Hòa"' not in page
    assert "không còn được lưu" in page


def test_the_next_officer_at_a_shared_computer_finds_no_names(filer: Filer, browser: Client) -> None:
    address = browser.post("/search", {"name": "Hòa"}).headers["Location"]
    colleague = at_the_desk(build.an_officer(filer.place))
    colleague.cookies[searching.COOKIE] = browser.cookies[searching.COOKIE].value
    assert 'value="Hòa"' not in colleague.get(address).content.decode()


def test_other_filters_stand_in_the_address(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    filters = {"queue": "all", "code": code, "submitted_since": "24/11/2026", "overdue": ""}
    address = browser.post("/search", filters).headers["Location"]
    assert address == f"/?queue=all&code={code}&submitted_since=24/11/2026"
    assert code in browser.get(address).content.decode()


def test_a_wrong_day_is_said_at_its_field(browser: Client) -> None:
    answer = browser.post("/search", {"submitted_since": "31/02/2026"})
    assert answer.status_code == 400
    assert "Nhập ngày theo dạng" in answer.content.decode()
    assert 'value="31/02/2026"' in answer.content.decode()


def test_an_address_that_was_tampered_with_still_shows_a_list(filer: Filer, browser: Client) -> None:
    code = filer.a_dossier()
    page = browser.get("/?queue=nonsense&due_since=x&after=y&before=z&who=w")
    assert page.status_code == 200
    assert code in page.content.decode()


def test_pages_follow_each_other_both_ways(filer: Filer, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dancu.casework.queries.search.PAGE", 2)
    codes = [filer.a_dossier() for _ in range(5)][::-1]
    first = browser.get("/")
    assert not first.context["newer"]
    second = browser.get(first.context["older"])
    third = browser.get(second.context["older"])
    assert listed(second.content.decode(), *codes) == [False, False, True, True, False]
    assert listed(third.content.decode(), *codes) == [False, False, False, False, True]
    assert not third.context["older"]
    again = browser.get(third.context["newer"])
    assert listed(again.content.decode(), *codes) == [False, False, True, True, False]


def test_an_empty_queue_says_so(browser: Client) -> None:
    assert "Không có hồ sơ nào đang chờ" in browser.get("/").content.decode()
    assert "Không tìm thấy hồ sơ phù hợp" in browser.get("/?code=G01.101.000.070-250101-9999").content.decode()


def test_an_officer_without_rights_to_dossiers_is_told_so(filer: Filer) -> None:
    filer.a_dossier()
    page = at_the_desk(build.an_officer(filer.place, Function.ACCOUNTS)).get("/?queue=all").content.decode()
    assert "Bạn chưa có hồ sơ nào để xem" in page


def test_the_number_of_queries_does_not_grow_with_the_list(filer: Filer, browser: Client) -> None:
    filer.a_dossier()
    browser.get("/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get("/")
    for _ in range(12):
        filer.a_dossier()
    with CaptureQueriesContext(connection) as many:
        browser.get("/")
    assert len(few) == len(many)


@pytest.mark.parametrize("typed", ["0912345678", "001190287196", "Nguyễn Văn An"])
def test_what_is_no_dossier_code_gets_into_no_address(browser: Client, typed: str) -> None:
    answer = browser.post("/search", {"code": typed})
    assert answer.status_code == 400
    assert "Nhập đầy đủ mã hồ sơ" in answer.content.decode()
    assert typed in answer.content.decode()


def test_the_list_a_dossier_was_opened_from_is_passed_on_as_the_queue_writes_it_and_nothing_else() -> None:
    def listed(text: str) -> str:
        return searching.listed(text, on=today())

    assert (
        listed("queue=all&submitted_since=24/11/2026&who=Ab-_1234")
        == "queue=all&submitted_since=24/11/2026&who=Ab-_1234"
    )
    assert listed("queue=all&code=0912345678&name=An&0912345678&who=0912345678") == "queue=all"


def shown(browser: Client, query: str = "") -> str:
    return browser.get(f"/{query}").content.decode()


def test_a_subsystem_narrows_the_queues_and_is_remembered_until_another_is_chosen(filer: Filer) -> None:
    code = filer.a_dossier()
    browser = at_the_desk(build.an_officer(filer.place))
    assert code in shown(browser, "?subsystem=permanent_residence")
    assert code not in shown(browser, "?subsystem=temporary_residence")
    assert code not in shown(browser)
    assert code in shown(browser, "?subsystem=")
    assert code in shown(browser)


def test_the_menu_holds_what_the_officer_does_in_each_subsystem(filer: Filer) -> None:
    receiver = shown(at_the_desk(build.an_officer(filer.place, Function.RECEPTION)))
    assert "?queue=reception&amp;subsystem=temporary_absence" in receiver
    assert "Tiếp nhận trực tiếp" in receiver
    assert "Phê duyệt hồ sơ" not in receiver
    auditor = shown(at_the_desk(build.an_officer(filer.place, Function.AUDIT)))
    assert "subsystem=temporary_absence" not in auditor


def test_a_list_is_ordered_by_its_heads_and_says_so(filer: Filer, browser: Client) -> None:
    first, last = filer.a_dossier(), filer.a_dossier()
    page = browser.get("/?queue=reception&sort=submitted")
    assert [line.row.code for line in page.context["lines"]] == [first, last]
    assert (page.context["by_day"].order, page.context["by_due"].order) == ("ascending", "none")
    assert "sort=-submitted" in page.context["by_day"].href
    assert "sort=submitted" in page.context["same"]
    assert 'aria-sort="ascending"' in page.content.decode()


def test_all_dossiers_have_no_order_by_due(filer: Filer, browser: Client) -> None:
    filer.a_dossier()
    assert browser.get("/?queue=all&sort=due").context["by_due"] == "Ngày hẹn trả"
    assert browser.get("/?queue=all&overdue=1").context["by_day"].order == "none"


def test_a_queue_tells_how_many_are_in_which_state(filer: Filer, desk: Desk, browser: Client) -> None:
    received, taken = filer.a_dossier(), filer.a_dossier()
    for action, code in ((Action.RECEIVE, received), (Action.RECEIVE, taken), (Action.TAKE, taken)):
        build.act(desk, action, code)
    page = browser.get("/?queue=to_process")
    assert [count for _, count, _ in page.context["states"]] == [1, 1]
    narrowed = browser.get(f"/{page.context['states'][0][2]}")
    assert [line.row.code for line in narrowed.context["lines"]] == [received]


@pytest.mark.parametrize(
    ("delivery", "said"),
    [
        ("portal", "Bản điện tử trên Cổng"),
        ("post", "Qua bưu chính"),
        ("agency", "Nhận trực tiếp tại: Công an "),
    ],
)
def test_what_is_to_be_delivered_says_how_and_where(filer: Filer, browser: Client, delivery: str, said: str) -> None:
    code = filer.a_dossier()
    row = Dossier.objects.get(code=code)
    Dossier.objects.filter(code=code).update(state=State.DECIDED, contact=row.contact | {"delivery": delivery})
    assert said in " ".join(browser.get("/?queue=to_deliver").content.decode().split())
