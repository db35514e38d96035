"""A citizen files a permanent residence registration on the portal's pages, without JavaScript, and the register follows."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.builders.citizens import BEN_THANH, NOW, Citizen, a_browser, draft_id, errors
from tests.builders.identity import a_verified_account
from tests.builders.offices import an_officer
from tests.builders.papers import sign_papers
from tests.builders.population import a_person

from dancu.casework import commands as casework
from dancu.casework import queries
from dancu.casework.domain.filing import Channel, Edition
from dancu.casework.domain.workflow import Action
from dancu.casework.models import Dossier, Draft
from dancu.identity import queries as identity
from dancu.kernel.actor import SYSTEM, Actor, ActorKind, Purpose
from dancu.offices.queries import OfficerView
from dancu.platform.models import SpentToken
from dancu.residence import queries as residence
from dancu.sites.portal import confirm_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen() -> Citizen:
    return Citizen()


def act(officer: OfficerView, action: Action, code: str, **more: str) -> None:
    by = Actor(
        kind=ActorKind.OFFICER, account_id=officer.account_id, officer_id=officer.id, agency_id=officer.agency.id
    )
    casework.perform(action, code=code, by=by, officer=officer, at=NOW, note="Theo quy định", **more)


def test_the_whole_filing_changes_the_register(citizen: Citizen) -> None:
    citizen.fill_in()
    assert citizen.attach().status_code == 302
    done = citizen.submit()
    code = Dossier.objects.get().code
    assert done["Location"] == f"/dossiers/{code}/submitted"
    page = citizen.browser.get(f"/dossiers/{code}/submitted").content.decode()
    assert code in page

    receiver, leader = an_officer(citizen.agency), an_officer(citizen.agency)
    act(receiver, Action.RECEIVE, code, received=casework.Received(provision="own"))
    act(receiver, Action.TAKE, code)
    act(receiver, Action.PROPOSE, code, outcome="approve")
    act(leader, Action.APPROVE, code)

    home = residence.find_permanent_residence(
        person=citizen.person.id, purpose=Purpose.OPERATIONS, by=SYSTEM, at=NOW, on=timezone.localtime(NOW).date()
    )
    assert home is not None
    assert home.address_line == "12 Lê Lợi"
    assert not re.findall(r'href="(/papers/\d+)"', citizen.browser.get(f"/dossiers/{code}").content.decode())
    sign_papers(code, at=NOW)
    page = citizen.browser.get(f"/dossiers/{code}").content.decode()
    papers = re.findall(r'href="(/papers/\d+)"', page)
    assert len(papers) == 3
    for paper in papers:
        assert citizen.browser.get(paper).content.startswith(b"%PDF-")


def test_sending_the_last_step_twice_makes_one_dossier(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    first = citizen.submit()
    again = citizen.browser.post(f"{citizen.draft}/review", {})
    assert first["Location"] == again["Location"]
    assert Dossier.objects.count() == 1


def test_the_code_and_the_promise_are_needed_and_the_page_says_so(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    answer = citizen.submit(confirm_code="wrong", promise="")
    assert answer.status_code == 400
    assert len(errors(answer)) == 2
    assert not Dossier.objects.exists()


def test_the_digits_in_words_open_too(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    page = citizen.browser.get(f"{citizen.draft}/review").content.decode()
    token = re.search(r'name="token" value="([^"]*)"', page)
    assert token
    said = confirm_code._read(draft_id(citizen.draft), token[1])
    assert said
    digits = confirm_code._digits(said.nonce)
    answer = citizen.submit(confirm_code=" ".join(digits), token=token[1])
    assert answer.status_code == 302


def test_the_picture_is_a_picture_and_only_of_our_token(citizen: Citizen) -> None:
    citizen.begin()
    picture = citizen.browser.get(f"{citizen.draft}/confirm-code", {"c": citizen.token()})
    assert picture.content.startswith(b"\x89PNG")
    assert citizen.browser.get(f"{citizen.draft}/confirm-code", {"c": "forged"}).status_code == 404


def test_begun_twice_it_is_one_draft_until_something_is_entered(citizen: Citizen) -> None:
    begin = "/procedures/permanent-registration/file"
    citizen.begin()
    assert citizen.browser.post(begin)["Location"] == citizen.draft
    citizen.fill("agency", **BEN_THANH, case="other_province_new")
    assert citizen.browser.post(begin)["Location"] != citizen.draft


def test_what_is_typed_stays_when_it_is_wrong_and_after_leaving(citizen: Citizen) -> None:
    citizen.begin()
    answer = citizen.step("agency", commune_province="79", commune_commune="", case="other_province_new")
    assert errors(answer)
    page = citizen.browser.get(f"{citizen.draft}/steps/agency").content.decode()
    assert re.search(r'value="79" selected', page)


def test_saving_for_later_leads_to_the_list(citizen: Citizen) -> None:
    citizen.begin()
    answer = citizen.step("agency", commune_province="79", _later="1")
    assert answer["Location"] == "/dossiers"
    assert citizen.draft in citizen.browser.get("/dossiers").content.decode()


def test_steps_ahead_of_the_first_open_one_lead_back_to_it(citizen: Citizen) -> None:
    citizen.begin()
    assert citizen.browser.get(f"{citizen.draft}/steps/request")["Location"] == f"{citizen.draft}/steps/agency"


def test_a_second_window_is_told_and_loses_nothing(citizen: Citizen) -> None:
    citizen.begin()
    address = f"{citizen.draft}/steps/agency"
    page = citizen.browser.get(address).content.decode()
    hidden = dict(re.findall(r'name="(_revision|_shape)" value="([^"]*)"', page))
    citizen.step("agency", commune_province="79", commune_commune="26743", case="other_province_new")
    answer = citizen.browser.post(address, {**hidden, "commune_province": "01", "case": "other_province_join"})
    assert answer.status_code == 409
    assert re.search(r'value="01" selected', answer.content.decode())


def test_somebody_elses_pages_are_not_there(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    citizen.submit()
    code = Dossier.objects.get().code
    paper = queries.get_own_dossier(code, by=citizen.actor, at=NOW).papers[0].id
    citizen.begin()
    stranger = a_browser(a_verified_account(a_person("Lê Văn Cường")))
    for address in (citizen.draft, f"{citizen.draft}/review", f"/dossiers/{code}", f"/papers/{paper}"):
        assert stranger.get(address).status_code == 404, address


def test_a_discarded_draft_is_gone(citizen: Citizen) -> None:
    citizen.begin()
    assert citizen.browser.get(f"{citizen.draft}/discard").status_code == 200
    assert citizen.browser.post(f"{citizen.draft}/discard")["Location"] == "/dossiers"
    assert not Draft.objects.exists()


def test_a_returned_dossier_is_supplemented_from_its_page(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    citizen.submit()
    code = Dossier.objects.get().code
    act(an_officer(citizen.agency), Action.RETURN_FOR_SUPPLEMENT, code)
    page = citizen.browser.get(f"/dossiers/{code}").content.decode()
    assert "Theo quy định" in page
    citizen.draft = citizen.browser.post(f"/dossiers/{code}/supplement")["Location"]
    assert citizen.submit()["Location"] == f"/dossiers/{code}/submitted"
    assert Dossier.objects.get().rounds == 2


def test_a_withdrawal_is_asked_twice_before_it_is_sent(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    citizen.submit()
    code = Dossier.objects.get().code
    assert citizen.browser.get(f"/dossiers/{code}/withdraw").status_code == 200
    citizen.browser.post(f"/dossiers/{code}/withdraw")
    assert Dossier.objects.get().withdrawal_asked_at is not None


def test_the_catalogue_is_searched_with_and_without_accents() -> None:
    browser = Client(headers={"host": settings.SITE_HOSTS["portal"]})
    for asked in ("thường trú", "thuong tru", "ho khau", "permanent"):
        assert "/procedures/permanent-registration" in browser.get("/procedures", {"q": asked}).content.decode(), asked
    assert "/procedures/permanent-registration" not in browser.get("/procedures", {"q": "xe máy"}).content.decode()
    assert browser.get("/procedures/permanent-registration").status_code == 200
    assert browser.get("/procedures/nothing").status_code == 404


def test_every_page_is_there_in_english_too(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    citizen.browser.cookies["language"] = "en"
    for address in ("/", "/procedures", "/procedures/permanent-registration", "/file", "/dossiers", citizen.draft,
                    f"{citizen.draft}/steps/place", f"{citizen.draft}/documents", f"{citizen.draft}/review"):  # fmt: skip
        answer = citizen.browser.get(address)
        assert answer.status_code == 200, address
        assert 'lang="en"' in answer.content.decode()


def test_identity_is_proved_for_these_tests(citizen: Citizen) -> None:
    assert identity.verified_person(citizen.account) == citizen.person.id


def test_a_code_is_answered_once(citizen: Citizen) -> None:
    citizen.begin()
    identifier = draft_id(citizen.draft)
    token = citizen.token()
    letters = confirm_code.answer_in_demonstration(identifier, token)
    assert not confirm_code.edition_of(identifier, token, "wrong", at=NOW)
    assert not confirm_code.edition_of(identifier, token, letters, at=NOW)


def test_what_the_register_refuses_is_said_before_the_code_with_the_way_to_mend_it(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    citizen.step("agency", commune_province="79", commune_commune="26743", case="same_commune_new")
    page = citizen.browser.get(f"{citizen.draft}/review").content.decode()
    assert f'href="{citizen.draft}/steps/agency"' in page
    assert "không phù hợp với nơi thường trú hiện tại" in page
    assert 'name="confirm_code"' not in page


def test_a_choice_that_asks_for_more_redraws_the_fields_and_saves_nothing(citizen: Citizen) -> None:
    citizen.fill_in()
    typed = {"line": "12 Lê Lợi", "ground": "rented", "obstacle": "none", "_refresh": "1"}
    answer = citizen.browser.post(f"{citizen.draft}/steps/place", typed, headers={"hx-request": "true"})
    page = answer.content.decode()
    assert 'name="floor_area"' in page
    assert not errors(answer)
    assert Draft.objects.get().answers["place"]["ground"] == "own"


def test_the_agency_follows_the_commune_that_is_chosen(citizen: Citizen) -> None:
    citizen.begin()
    typed = {"commune_province": "79", "commune_commune": "26743", "case": "", "_refresh": "1"}
    page = citizen.browser.post(f"{citizen.draft}/steps/agency", typed, headers={"hx-request": "true"}).content.decode()
    assert citizen.agency.name in page


def test_a_stranger_is_led_to_sign_in_and_back() -> None:
    browser = Client(headers={"host": settings.SITE_HOSTS["portal"]})
    page = browser.get("/procedures/permanent-registration").content.decode()
    assert 'href="/sign-in?next=/procedures/permanent-registration"' in page


def test_a_field_narrows_the_list() -> None:
    browser = Client(headers={"host": settings.SITE_HOSTS["portal"]})
    assert "/procedures/permanent-registration" in browser.get("/file", {"field": "G01-CA05"}).content.decode()
    assert "/procedures/permanent-registration" not in browser.get("/file", {"field": "G01-XX"}).content.decode()


def test_a_right_answer_stays_right_when_it_is_sent_again(citizen: Citizen) -> None:
    citizen.begin()
    identifier, token = draft_id(citizen.draft), citizen.token()
    letters = confirm_code.answer_in_demonstration(identifier, token)
    assert confirm_code.edition_of(identifier, token, letters, at=NOW)
    assert confirm_code.edition_of(identifier, token, letters, at=NOW)
    assert not SpentToken.objects.exists()


def test_what_was_changed_after_it_was_read_is_read_once_more_before_it_is_filed(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    read = citizen.token()
    citizen.fill("place", line="56 Lê Lợi")
    letters = confirm_code.answer_in_demonstration(draft_id(citizen.draft), read)
    answer = citizen.submit(token=read, confirm_code=letters)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "56 Lê Lợi" in page
    assert "không còn như lúc bạn đọc" in page
    assert not Dossier.objects.exists()
    assert citizen.submit().status_code == 302


def test_a_step_that_was_opened_again_after_reading_is_asked_for_first(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    read = citizen.token()
    Draft.objects.update(answers=Draft.objects.get().answers | {"place": {}}, revision=F("revision") + 1)
    letters = confirm_code.answer_in_demonstration(draft_id(citizen.draft), read)
    answer = citizen.browser.post(f"{citizen.draft}/review", {"token": read, "confirm_code": letters, "promise": "1"})
    assert not Dossier.objects.exists()
    # What was typed is asked again, is right, and is shown as it stands.
    assert answer.status_code == 400
    assert Draft.objects.get().answers["place"]


def test_what_was_read_yesterday_is_read_again_today(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    draft = Draft.objects.get()
    yesterday = timezone.localdate() - timedelta(days=1)
    seen = Edition(version=draft.procedure_version, revision=draft.revision, on=yesterday)
    with pytest.raises(casework.NotAsRead):
        casework.submit(draft_id=draft.pk, channel=Channel.PORTAL, by=citizen.actor, at=timezone.now(), seen=seen)


def test_filing_asks_the_database_a_dozen_times(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    token = citizen.token()
    letters = confirm_code.answer_in_demonstration(draft_id(citizen.draft), token)
    with CaptureQueriesContext(connection) as asked:
        answer = citizen.browser.post(
            f"{citizen.draft}/review", {"token": token, "confirm_code": letters, "promise": "1"}
        )
    assert answer.status_code == 302
    statements = [each["sql"] for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) <= 12, statements
