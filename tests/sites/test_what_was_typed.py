"""Nothing that was typed is lost when a session has ended, a form has lost its token or the database is away."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from tests.builders.accounts import PASSWORD, TOTP_SECRET, an_account, an_officer_account
from tests.builders.citizens import Applicant
from tests.builders.desks import browser_of
from tests.builders.pages import Form
from tests.builders.population import a_person

from dancu.accounts import codes
from dancu.accounts.models import Account, Session
from dancu.casework.models import Draft
from dancu.platform import typed
from dancu.platform.hosts import Site, origin

pytestmark = pytest.mark.django_db

PORTAL, DESK = origin(Site.PORTAL), origin(Site.OFFICER)
LINE = "Căn hộ 1204, số 25 phố Lý Thường Kiệt"


@pytest.fixture
def citizen() -> Applicant:
    found = Applicant(a_person("Nguyễn Thị Minh Anh", born="02/03/1990"))
    found.begin()
    return found


def let_sessions_end() -> None:
    Session.objects.update(expires_at=datetime.now(UTC))


def send(browser: Client, path: str, sent: dict[str, object], *, site: str = PORTAL) -> HttpResponse:
    """Send a form as a browser does from a page of the site."""
    answer: HttpResponse = browser.post(path, sent, headers={"origin": site, "referer": f"{site}{path}"})  # type: ignore[assignment]
    return answer


def form_on(answer: HttpResponse) -> Form:
    return Form(answer.content.decode())


def sign_in(
    browser: Client, answer: HttpResponse, username: str, password: str = PASSWORD, **more: str
) -> HttpResponse:
    sent = form_on(answer).filled_in(username=username, password=password, **more)
    return send(browser, "/sign-in", sent, site=DESK if "canbo" in username else PORTAL)


def step_sent_too_late(citizen: Applicant) -> HttpResponse:
    page = citizen.page("agency")
    let_sessions_end()
    return send(
        citizen.browser,
        f"{citizen.draft}/steps/agency",
        page.filled_in(commune_province="79", case="other_province_new"),
    )


def test_a_step_sent_too_late_is_taken_after_signing_in_again(citizen: Applicant) -> None:
    told = step_sent_too_late(citizen)
    assert (told.status_code, "Vui lòng đăng nhập lại" in told.content.decode()) == (403, True)

    asked = send(citizen.browser, "/sign-in", form_on(told).filled_in())
    assert "govuk-error-summary" not in asked.content.decode()
    refused = sign_in(citizen.browser, asked, str(citizen.person.pin), "Không-phải-2026")
    assert "govuk-error-summary" in refused.content.decode()
    resumed = sign_in(citizen.browser, refused, str(citizen.person.pin))
    assert "Thông tin bạn đã nhập vẫn còn" in resumed.content.decode()
    assert resumed.headers["Cache-Control"] == "private, no-store"

    send(citizen.browser, f"{citizen.draft}/steps/agency", form_on(resumed).filled_in())
    assert Draft.objects.get().typed["agency"]["case"] == ["other_province_new"]


def test_what_is_carried_through_signing_in_cannot_be_read_on_the_way(citizen: Applicant) -> None:
    told = step_sent_too_late(citizen)
    assert form_on(told).values.keys() >= {"kept"}
    assert "other_province_new" not in told.content.decode()


def test_somebody_else_who_signs_in_sees_nothing_of_it(citizen: Applicant) -> None:
    an_account(username="001090999999")
    answer = sign_in(citizen.browser, step_sent_too_late(citizen), "001090999999", next="/account")
    assert (answer.status_code, answer["Location"]) == (302, "/account")


@pytest.mark.parametrize("kept", ["x", "1.x", "1." + "A" * 80])
def test_what_nobody_has_sealed_is_nothing(kept: str) -> None:
    an_account(username="001090999999")
    answer = Client(headers={"host": settings.SITE_HOSTS["portal"]}).post(
        "/sign-in", {"username": "001090999999", "password": PASSWORD, "kept": kept}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize("sender", ["https://evil.example", ""])
def test_what_another_site_sends_is_not_kept(citizen: Applicant, sender: str) -> None:
    let_sessions_end()
    answer = citizen.browser.post(f"{citizen.draft}/steps/agency", {"case": "x"}, headers={"origin": sender})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in")


def test_a_button_pressed_too_late_leads_back_to_its_page(citizen: Applicant) -> None:
    let_sessions_end()
    answer = send(citizen.browser, f"{citizen.draft}/discard", {})
    assert answer["Location"].startswith("/sign-in?next=%2Fdrafts%2F")


def test_a_page_that_redraws_itself_stays_as_it_is(citizen: Applicant) -> None:
    let_sessions_end()
    for ask in (citizen.browser.get, citizen.browser.post):
        answer = ask(f"{citizen.draft}/steps/agency", {"case": "x"}, headers={"hx-request": "true"})
        assert (answer.status_code, "HX-Redirect" in answer.headers) == (401, False)
        assert "vẫn còn trên trang này" in answer.content.decode()


def test_an_officers_note_goes_through_both_factors() -> None:
    account = an_officer_account("canbo.a")
    officer = browser_of(account)
    let_sessions_end()
    told = send(officer, "/dossiers/G1/acts/refuse", {"note": "Không đủ điều kiện."}, site=DESK)
    asked = sign_in(officer, told, Account.objects.get(pk=account).username)
    assert 'action="/sign-in/code"' in asked.content.decode()
    code = codes.code_at(TOTP_SECRET, datetime.now(UTC))
    resumed = send(officer, "/sign-in/code", form_on(asked).filled_in(code=code), site=DESK)
    assert 'action="/dossiers/G1/acts/refuse"' in resumed.content.decode()
    assert form_on(resumed).values["note"] == ["Không đủ điều kiện."]


def test_a_form_that_lost_its_token_gets_a_new_one_with_what_was_typed(citizen: Applicant) -> None:
    browser = Client(enforce_csrf_checks=True, headers={"host": settings.SITE_HOSTS["portal"]})
    browser.cookies = citizen.browser.cookies
    address = f"{citizen.draft}/steps/agency"
    page = Form(browser.get(address).content.decode()).filled_in(commune_province="79", case="other_province_new")
    told = send(browser, address, page | {"csrfmiddlewaretoken": "x" * 64})
    assert (told.status_code, "Biểu mẫu đã hết hiệu lực" in told.content.decode()) == (403, True)
    send(browser, address, form_on(told).filled_in())
    assert Draft.objects.get().typed["agency"]["case"] == ["other_province_new"]


def test_a_password_is_not_kept_in_a_page() -> None:
    browser = Client(enforce_csrf_checks=True, headers={"host": settings.SITE_HOSTS["portal"]})
    told = send(browser, "/sign-in", {"username": "001090999999", "password": PASSWORD})
    assert form_on(told).values["username"] == ["001090999999"]
    assert PASSWORD not in told.content.decode()


def test_more_than_any_form_holds_is_not_kept(citizen: Applicant) -> None:
    let_sessions_end()
    answer = send(citizen.browser, f"{citizen.draft}/steps/agency", {"case": "x" * typed.MOST})
    assert answer.status_code == 302
