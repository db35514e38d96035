"""What people get wrong, what they paste, and what others forge: a clear answer each, in the page's words."""

import html
import re
import time

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.builders import casework as build
from tests.builders.accounts import PASSWORD, an_account
from tests.builders.casework import Filer
from tests.builders.citizens import Citizen, a_browser, draft_id, errors
from tests.builders.desks import at_the_desk
from tests.builders.documents import a_pdf
from tests.builders.population import AT

from dancu.casework.models import Attachment, Dossier, Draft
from dancu.documents.domain.kinds import MAX_SIZE
from dancu.kernel.actor import SYSTEM
from dancu.kernel.writing import plain_digits
from dancu.population import commands as population
from dancu.sites.portal import confirm_code

pytestmark = pytest.mark.django_db
PORTAL = {"host": settings.SITE_HOSTS["portal"]}
MARKUP = '<script>alert(1)</script> & {{ x }} #eval "q"'


@pytest.fixture
def citizen() -> Citizen:
    return Citizen()


def page(answer: HttpResponse) -> str:
    return html.unescape(answer.content.decode())


def sent(citizen: Citizen, content: bytes, name: str = "so-do.pdf") -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    return citizen.browser.post(f"{citizen.draft}/documents", {"files-dwelling": file, "_attach": "dwelling"})  # type: ignore[return-value]


def test_a_file_of_exactly_six_megabytes_is_taken_and_one_byte_more_refused_at_its_field(citizen: Citizen) -> None:
    citizen.fill_in()
    assert MAX_SIZE == 6_291_456
    assert sent(citizen, a_pdf(MAX_SIZE)).status_code == 302
    refused = sent(citizen, a_pdf(MAX_SIZE + 1), "qua-lon.pdf")
    assert refused.status_code == 400
    assert "qua-lon.pdf" in errors(refused)[0]
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "C:\\Windows\\so do.pdf",
        "a\x00b.pdf",
        "\u202efdp.exe",
        "a\r\nb.pdf",
        "x" * 5000 + ".pdf",
        "con.pdf",
    ],
)
def test_a_file_may_be_called_anything_and_is_shown_under_a_safe_name(citizen: Citizen, name: str) -> None:
    citizen.fill_in()
    assert sent(citizen, a_pdf(), name).status_code in {200, 302, 400}
    for kept in Attachment.objects.values_list("name", flat=True):
        assert re.fullmatch(r'[^<>:"/\\|?*\x00-\x1f\u202e]{1,120}\.pdf', kept)


WAYS_TO_PASTE = [
    "001 1 96 000010",
    "001.196.000010",
    "００１１９６００００１０",
    "\u200b001196000010\ufeff",
    " 001196000010\t",
]


@pytest.mark.parametrize("pasted", WAYS_TO_PASTE)
def test_a_number_is_taken_however_it_was_pasted(citizen: Citizen, pasted: str) -> None:
    citizen.fill_in()
    row = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-picked": "on", "rows-0-pin": pasted}
    citizen.step("members", **row)
    answer = page(citizen.browser.post(f"{citizen.draft}/steps/members", row))  # type: ignore[arg-type]
    assert "gồm đúng 12 chữ số" not in answer
    assert pasted.strip() in answer


ONE_NAME = [
    "Nguye\u0302\u0303n Va\u0306n Tám",
    "\u200bNguyễn\u00a0Văn  Tám\ufeff",
    "Nguyễn\r\nVăn Tám",
    "\u200eNguyễn Văn Tám\u200f",
]


@pytest.mark.parametrize("name", ONE_NAME)
def test_a_name_is_kept_composed_and_without_what_nobody_sees(citizen: Citizen, name: str) -> None:
    citizen.fill_in()
    row = {
        "picked": "on",
        "name": name,
        "born_year": "1990",
        "sex": "male",
        "pin": "001090000011",
        "relation_to_subject": "child",
    }
    counts = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0"}
    assert (
        citizen.step("members", **counts, **{f"rows-0-{field}": text for field, text in row.items()}).status_code == 302
    )
    assert [each["name"] for each in Draft.objects.get().answers["members"]["rows"]] == ["Nguyễn Văn Tám"]


@pytest.mark.parametrize(
    "day",
    [
        "30/2/2020",
        "31/12/9999",
        "1/1/0001",
        "1/13/1990",
        "-1/1/1990",
        "1/1/19900",
        "a/b/c",
        "//0",
        "0/0/2000",
        "１/１/9999",
    ],
)
def test_a_day_that_is_none_is_refused_at_its_field_and_stays(day: str) -> None:
    boxes = dict(zip(("id_issued_on_day", "id_issued_on_month", "id_issued_on_year"), day.split("/"), strict=True))
    answer = Client(headers=PORTAL).post("/register", {"full_name": "Nguyễn Văn Tám", **boxes})
    assert answer.status_code == 200
    assert 'id="id_id_issued_on_error"' in answer.content.decode()
    assert all(f'value="{text}"' in plain_digits(page(answer)) for text in plain_digits(day).split("/") if text)  # type: ignore[arg-type]


def test_an_address_of_ten_thousand_characters_is_refused_at_its_field_and_stays(citizen: Citizen) -> None:
    citizen.fill_in()
    answer = citizen.step("place", line="Hẻm " * 2500, ground="own", obstacle="none")
    assert len(errors(answer)) == 1
    assert ("Hẻm " * 2500).strip() in page(answer)


def test_ten_to_the_ninth_rows_are_no_more_than_a_step_takes(citizen: Citizen) -> None:
    citizen.fill_in()
    for total in ("1000000000", "9" * 5000, "-5", "x", ""):
        answer = citizen.step("members", **{"rows-TOTAL_FORMS": total, "rows-INITIAL_FORMS": "0", "_add": "1"})
        assert answer.status_code == 200
        assert page(answer).count("-picked") <= 100


def test_who_has_died_meanwhile_does_not_follow_as_householder(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    assert Draft.objects.get().answers["request"]["new_head_pin"] == citizen.wife.pin
    population.record_death(person=citizen.wife.id, on=AT.date(), ground="test", by=SYSTEM, at=AT)
    assert citizen.browser.get(f"{citizen.draft}/review").status_code == 200
    assert Draft.objects.get().answers["request"]["new_head_pin"] == ""


def test_a_dead_mans_account_and_nobodys_number_are_told_no_more_than_others() -> None:
    browser, answers = Client(headers=PORTAL), set()
    dead = Citizen()
    population.record_death(person=dead.person.id, on=AT.date(), ground="test", by=SYSTEM, at=AT)
    for number in (str(dead.person.pin), "001190999999"):
        answer = browser.post("/sign-in", {"username": number, "password": "Sai-mat-khau-1"})
        answers.add((answer.status_code, tuple(errors(answer)), "không đúng" in page(answer)))  # type: ignore[arg-type]
    assert len(answers) == 1


def test_a_confirm_code_of_ten_minutes_ago_is_refused_and_a_new_one_offered(
    citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    citizen.fill_in()
    citizen.attach()
    draft = draft_id(citizen.draft)
    token = citizen.token()
    letters = confirm_code.answer_in_demonstration(draft, token)
    later = time.time() + confirm_code.LIFE + 60
    monkeypatch.setattr("time.time", lambda: later)
    answer = citizen.browser.post(f"{citizen.draft}/review", {"token": token, "confirm_code": letters, "promise": "1"})
    assert answer.status_code == 400
    assert "chưa đúng hoặc đã hết hạn" in page(answer)  # type: ignore[arg-type]
    assert not Dossier.objects.exists()


def test_what_is_anothers_and_what_is_not_there_get_the_same_page(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.attach()
    file = Attachment.objects.get().pk
    stranger = a_browser(build.a_citizen().account_id or 0)
    missing = citizen.draft.rpartition("/")[0] + "/00000000-0000-0000-0000-000000000007"
    for tail in ("", "/steps/place", "/documents", "/review", "/discard"):
        assert worded(stranger.get(citizen.draft + tail)) == worded(stranger.get(missing + tail)) != ""
    assert worded(stranger.get(f"/attachments/{file}")) == worded(stranger.get("/attachments/987654321")) != ""
    citizen.submit()
    code = Dossier.objects.get().code
    for address in (f"/dossiers/{code}", f"/dossiers/{code}/submitted", f"/dossiers/{code}/withdraw"):
        assert worded(stranger.get(address)) == worded(stranger.get(address.replace(code, f"{code}9"))) != ""


def worded(answer: HttpResponse) -> str:
    """Return the heading and the sentence of a page that says something is not there."""
    assert answer.status_code == 404
    main = re.search(r"<h1.*?</h1>\s*<p[^>]*>.*?</p>", answer.content.decode(), re.S)
    return main[0] if main else ""


def test_markup_in_what_people_wrote_is_text_on_every_page_in_mails_and_papers(citizen: Citizen) -> None:
    citizen.fill_in()
    citizen.step("place", line=MARKUP, ground="own", obstacle="none")
    citizen.step(
        "request",
        request=MARKUP,
        new_head=str(citizen.wife.pin),
        exemption="none",
        delivery="post",
        delivery_address=MARKUP,
    )
    citizen.attach()
    assert MARKUP in page(citizen.browser.get(f"{citizen.draft}/review"))  # type: ignore[arg-type]
    done = citizen.submit()["Location"]
    code = Dossier.objects.get().code
    for address in (f"{done}", f"/dossiers/{code}", "/dossiers", "/inbox"):
        assert "<script>alert" not in citizen.browser.get(address).content.decode()
    for paper in re.findall(r"/papers/\d+", citizen.browser.get(f"/dossiers/{code}").content.decode()):
        assert citizen.browser.get(paper).content.startswith(b"%PDF-")


@pytest.mark.parametrize("sought", ["%", "_", "%nh%", "\\", "'", "-", "\u0301"])
def test_signs_that_mean_something_to_the_database_mean_nothing_in_a_search(sought: str) -> None:
    with build.installed():
        filer = Filer(build.an_agency())
        code, browser = filer.a_dossier(), at_the_desk(build.an_officer(filer.place))
        answer = browser.post("/search", {"queue": "all", "name": sought}, follow=True)
        assert answer.status_code == 200
        assert code not in answer.content.decode()


OTHER_SITES = [
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "///evil.example",
    "http:evil.example",
    "/%0d%0aLocation:https://evil.example",
]


@pytest.mark.parametrize("wanted", OTHER_SITES)
def test_no_address_leads_out_of_the_site(wanted: str) -> None:
    an_account(username="001190123456")
    browser = Client(headers=PORTAL)
    answer = browser.post("/sign-in", {"username": "001190123456", "password": PASSWORD, "next": wanted})
    assert re.fullmatch(r"/([^/\\].*)?", answer["Location"])
    back = browser.post("/language", {"language": "en", "next": wanted})
    assert re.fullmatch(r"/([^/\\].*)?", back["Location"])


def test_a_line_break_in_a_name_or_an_address_adds_no_header_to_a_mail(citizen: Citizen) -> None:
    citizen.fill_in()
    for bad in ("a@example.com\r\nBcc: b@example.com", "a@example.com\nSubject: x", "\r\nBcc: b@example.com"):
        answer = citizen.step(
            "request", request="x", exemption="none", delivery="portal", ways="email", notice_email=bad
        )
        assert answer.status_code == 200
        assert errors(answer)


def test_a_form_without_its_token_is_refused_and_nothing_is_done(citizen: Citizen) -> None:
    citizen.fill_in()
    before = Draft.objects.get().revision
    strict = Client(headers=PORTAL, enforce_csrf_checks=True)
    strict.cookies = citizen.browser.cookies
    assert strict.post(f"{citizen.draft}/steps/place", {"line": "x"}).status_code == 403
    assert Draft.objects.get().revision == before
