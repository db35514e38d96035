"""Whatever is written into the fields of any form: an answer of ours, what was typed still there, nothing told to the logs."""

import html
import re
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from tests.builders.citizens import Citizen
from tests.builders.counters import Clerk, WalkIn
from tests.builders.leaks import nothing_leaks
from tests.builders.offices import an_officer

from dancu.casework.models import Dossier
from dancu.platform.hosts import Site

pytestmark = pytest.mark.django_db

SECRETS = ("Nguyễn Văn An", "Trần Thị Bình", "0912345678", "an@example.com", "12 Lê Lợi", "Hang-Bai")
NASTY = st.sampled_from(
    [
        "", " ", "\0", "a\0b", "\x1b[31m\x07", "\u200b", "\u202eabc\u2066", "Nguye\u0302\u0303n Va\u0306n An", "Ａｎ",
        "\ufdfa" * 30,
        "<script>alert('Trần Thị Bình')</script>", "{{ 7*7 }}{% now %}", "' or 1=1 --", "%", "_%_", "\\", "${jndi:ldap://x}",
        "9" * 5000, "-1", "0", "1e400", "NaN", "Infinity", "٣٤", "１２３", "0x10", "1_000", "½", "30", "13",
        "0001", "9999", "99999",
        "x" * 10_000, "Hang-Bai " * 500, "ạ" * 300, "an@example.com", "a@" + "b." * 120 + "vn", "x" * 300 + "@example.com",
        "a@example.com\r\nBcc: b@example.com", "https://" + "a" * 250 + ".vn", "javascript:alert(1)", "0912345678",
        "+84 (0) 912.345.678", "001 1 90 000001", "001199000001", "on", "own", "rented", "join", "other_province_join",
        "newborn_join", "same_commune_new", "79", "26743", "head", "child", "[]", '{"a":1}', "None", "true", "\r\n\t", "😀" * 40,
    ]
)  # fmt: skip
ANYTHING = NASTY | st.text(max_size=40)
FEW = how(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
OUR_ANSWERS = {200, 302, 400, 403, 404, 409, 413, 429}


@dataclass(frozen=True)
class Scene:
    """A citizen with a complete draft and a dossier, and an officer who may do everything."""

    citizen: Citizen
    dossier: str
    draft: str
    walk_in: str
    desk: Client
    stranger: dict[Site, Client]

    def browser(self, who: str) -> Client:
        return {"citizen": self.citizen.browser, "officer": self.desk, "stranger": self.stranger[Site.PORTAL],
                "no officer": self.stranger[Site.OFFICER]}[who]  # fmt: skip


@pytest.fixture
def scene() -> Scene:
    citizen = Citizen()
    citizen.fill_in()
    citizen.attach()
    citizen.submit()
    citizen.fill_in()
    strangers = {site: Client(headers={"host": settings.SITE_HOSTS[site]}) for site in (Site.PORTAL, Site.OFFICER)}
    clerk = Clerk(an_officer(citizen.agency))
    clerk.fill_in(WalkIn())
    return Scene(citizen, Dossier.objects.get().code, citizen.draft, clerk.draft, clerk.browser, strangers)


# Who is asked, the page that shows the form, and the address it goes to where that is another one.
FORMS: dict[str, list[tuple[str, str]]] = {
    "stranger": [
        ("/sign-in", ""),
        ("/register", ""),
        ("/password/forgotten", ""),
        ("/demo/inbox", ""),
        ("/", "/language"),
    ],
    "citizen": [
        ("/account/edit", ""),
        ("/account/password", ""),
        *((f"{{draft}}/steps/{key}", "") for key in ("agency", "subject", "place", "members", "request")),
        ("{draft}/documents", ""),
        ("{draft}/review", ""),
        ("/dossiers/{dossier}/withdraw", ""),
    ],
    "no officer": [("/sign-in", "")],
    "officer": [
        ("/", "/search"),
        ("/dossiers/{dossier}", "/dossiers/{dossier}/acts/receive"),
        ("/dossiers/{dossier}?act=refuse", "/dossiers/{dossier}/acts/refuse"),
        ("/counter/new", ""),
        ("{walk_in}/steps/subject", ""),
        ("{walk_in}/documents", ""),
        ("{walk_in}/review", ""),
        ("/accounts", ""),
        ("/accounts/{account}", ""),
        ("/accounts/{account}", "/accounts/{account}/reclaim"),
    ],
}
MORE_FIELDS = (
    "next", "from", "instead", "onward", "_add", "_remove", "_refresh", "_shape", "_revision", "_later", "seen", "__proto__", "é",
    "", "rows-0-pin", "rows-0-picked", "rows-0-born_year", "rows-TOTAL_FORMS", "rows-999999999999-name",
)  # fmt: skip


@pytest.mark.parametrize("who", FORMS)
def test_no_text_in_any_field_makes_a_form_fail_or_loses_what_was_typed(scene: Scene, who: str) -> None:
    facts = {"draft": scene.draft, "dossier": scene.dossier, "walk_in": scene.walk_in, "account": scene.citizen.account}
    for shown, target in FORMS[who]:
        send_anything(scene, who, shown.format(**facts), (target or shown).format(**facts))


def send_anything(scene: Scene, who: str, shown: str, target: str) -> None:
    page = scene.browser(who).get(shown).content.decode()
    names = sorted(set(re.findall(r'name="([^"]+)"', page)) - {"csrfmiddlewaretoken"}) + list(MORE_FIELDS)

    @FEW
    @given(st.dictionaries(st.sampled_from(names), st.lists(ANYTHING, min_size=1, max_size=2), max_size=len(names)))
    def send(typed: dict[str, list[str]]) -> None:
        with nothing_leaks(*SECRETS, str(scene.citizen.person.pin)) as ear:
            answer = ear.watch(scene.browser(who).post(target, typed))  # type: ignore[arg-type]
        assert answer.status_code in OUR_ANSWERS
        if answer.status_code != 302 and answer.headers["Content-Type"].startswith("text/html"):
            still_there(html.unescape(answer.content.decode()), typed)

    send()


def still_there(page: str, typed: dict[str, list[str]]) -> None:
    """Check every text box of the page that was sent along: what was typed stands in it."""
    boxes = re.findall(
        r'<input[^>]*type="(?:text|email|tel|url)"[^>]*name="([^"]+)"|<textarea[^>]*name="([^"]+)"', page
    )
    for name in {one or other for one, other in boxes} & set(typed):
        if not name.endswith(("_day", "_month", "_year", "confirm_code", "code")):
            assert typed[name][-1].replace("\0", "").strip() in page, name
