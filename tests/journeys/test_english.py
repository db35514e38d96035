"""English is complete: on an English page Vietnamese are only names, and what is official in Vietnamese says that it is."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

import dancu
from dancu.notices import rendering
from dancu.notices.domain.catalogue import CATALOGUE
from dancu.platform.hosts import Site
from tests.builders.notices import facts_of
from tests.builders.offices import forget_filters
from tests.journeys.kept import build
from tests.journeys.pages import PAGES, PROBLEMS, SEND, Page
from tests.journeys.world import World

VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
DONG = re.compile(r"\d đ\b|\(đ\)")
"""Money is written in English as in Vietnamese."""
SPOKEN = ("title", "alt", "placeholder", "aria-label")
EMPTY = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "use"})


class Reader(HTMLParser):
    """Gather what a page says that is not marked as Vietnamese."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        inherited = self.open[-1][1] if self.open else ""
        language = known.get("lang") or inherited
        if language != "vi":
            self.said += [value for name in SPOKEN if (value := known.get(name))]
        if tag not in EMPTY:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1] != "vi":
            self.said.append(data)


def left_in_vietnamese(html: str, names: list[str]) -> list[str]:
    """Return what an English page says in Vietnamese; what people are called and have typed is no language's."""
    reader = Reader()
    reader.feed(html)
    found = []
    for text in reader.said:
        for name in ("Dân Cư", *names):
            text = text.replace(name, "")
        if VIETNAMESE.search(DONG.sub("", text)):
            found.append(" ".join(text.split()))
    return list(dict.fromkeys(found))


def test_the_reader_sees_words_and_attributes_outside_what_is_marked() -> None:
    page = '<html lang="en"><p>Lan <b lang="vi">Hà Nội<br>Huế</b> Đà Lạt</p><input placeholder="Mã"><i title="Số">x</i>'
    assert left_in_vietnamese(page, []) == ["Đà Lạt", "Mã", "Số"]


@pytest.mark.django_db
@pytest.mark.usefixtures("failing")
@pytest.mark.parametrize("site", PAGES)
def test_every_page_is_english_for_who_chose_english(site: Site) -> None:
    world = build()
    found = [f"{page}: {text}" for page, html in read(site, world) for text in left_in_vietnamese(html, world.names)]
    assert not found, "\n" + "\n".join(found)


def read(site: Site, world: World) -> Iterator[tuple[Page, str]]:
    """Load every page of a site in English."""
    for page in PAGES[site] + PROBLEMS[site]:
        browser = Client(headers={"host": settings.SITE_HOSTS[site]}, raise_request_exception=False)
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        if page.who:
            browser.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[page.who]
        forget_filters()
        address = world.address(page.path)
        answer = browser.post(address, {}) if page.presses == SEND else browser.get(address)
        assert 'lang="en"' in answer.content.decode(), f"{page}: {answer.status_code}"
        yield page, answer.content.decode()


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_mail_is_english_for_who_chose_english(name: str) -> None:
    facts = {fact: "" if fact == "note" else value for fact, value in facts_of(name).items()}
    with translation.override("en"):
        _text, html = rendering.mail_of(rendering.words_of(name, facts), "Lan")
    assert left_in_vietnamese(html, []) == []


@pytest.mark.parametrize(
    "path", sorted(Path(dancu.__file__).parent.rglob("texts/en.toml")), ids=lambda path: path.parent.parent.name
)
def test_a_procedures_english_is_english(path: Path) -> None:
    assert [line for line in path.read_text().splitlines() if VIETNAMESE.search(DONG.sub("", line))] == []
