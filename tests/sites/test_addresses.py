"""Every address of every site, from the tables of addresses themselves: who gets in, by which method, with what in it.

An address without its line in `doors.py` fails the first test, so that nobody adds one without saying who may open it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.builders.casework import Desk, a_citizen, an_agency, an_officer
from tests.builders.citizens import a_browser
from tests.builders.desks import at_the_desk
from tests.builders.lodging import a_facility
from tests.sites.doors import DOORS, Door

from dancu.platform.hosts import Site, urlconf

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "OPTIONS")
# What stands for a parameter of each kind: something well formed that is not there, then something that is no such thing.
ABSENT = {
    "uuid": str(UUID(int=7)),
    "int": "123456789012",
    "slug": "no-such-thing",
    "str": "G01.999.999.999-261124-9999",
}
GARBAGE = {
    "uuid": ["0", "not-a-number", "00000000-0000-0000-0000-00000000000g", "\0"],
    "int": ["-1", "9" * 19, "9" * 40, "9" * 5000, "1.5", "٣", "\0"],
    "slug": ["..", "a b", "ạ", "x" * 5000, "\0", "%s%n", "' or 1=1 --"],
    "str": ["\0", "x" * 5000, "..", "%", "_" * 26, "<script>", "\u202e", "\r\nSet-Cookie: a=b", "\ud83d\ude00"],
}


@dataclass(frozen=True)
class Address:
    site: Site
    name: str
    route: str
    kinds: dict[str, str]

    @property
    def door(self) -> Door:
        return DOORS[self.site][self.name]

    def filled(self, **values: str) -> str:
        """Return the path with these parameters, and absent things for the others."""
        path = self.route
        for name, kind in self.kinds.items():
            value = values.get(name, ABSENT[kind])
            path = path.replace(f"<{kind}:{name}>", quote(value.encode(errors="surrogatepass"), safe=""))
        return "/" + path


def every_address(site: Site) -> list[Address]:
    found = []
    for pattern in _patterns(get_resolver(urlconf(site)).url_patterns):
        kinds = {
            name: type(converter).__name__.removesuffix("Converter").replace("String", "str").lower()
            for name, converter in pattern.pattern.converters.items()
        }
        found.append(Address(site, pattern.name or "", str(pattern.pattern), kinds))
    return found


def _patterns(entries: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry.url_patterns)
        else:
            yield entry


# Whoever has signed out sees less: that comes last.
ADDRESSES = sorted((a for site in Site for a in every_address(site)), key=lambda a: a.name == "sign-out")
PRIVATE = [address for address in ADDRESSES if address.name in DOORS[address.site] and not address.door.public]


def visitor(site: Site) -> Client:
    return Client(headers={"host": settings.SITE_HOSTS[site]}, raise_request_exception=False)


@pytest.fixture
def desk() -> Desk:
    return an_officer(an_agency())


OPEN_TO_FACILITIES = {"lodging", "lodging-notify", "lodging-list", "lodging-notices", "lodging-notice", "list", "list-stop",
                      "list-left", "list-template", "stay", "stay-end", "stay-withdraw", "facility", "profile",
                      "password-change", "sessions", "sessions-end-others", "session-end"}  # fmt: skip
"""What is private and yet the account of a lodging facility opens."""


@pytest.fixture
def people(desk: Desk) -> dict[Site, Client]:
    """Somebody who is signed in at each site."""
    citizen = a_citizen()
    assert citizen.account_id
    found = {
        Site.PORTAL: a_browser(citizen.account_id),
        Site.OFFICER: at_the_desk(desk),
        Site.FILES: visitor(Site.FILES),
        Site.GATEWAY: visitor(Site.GATEWAY),
    }
    for browser in found.values():
        browser.raise_request_exception = False
    return found


def leads_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == HTTPStatus.FOUND and answer["Location"].partition("?")[0] == "/sign-in"


def test_every_address_says_who_may_open_it_and_how() -> None:
    for site in Site:
        assert {address.name for address in every_address(site)} == set(DOORS[site])


def test_a_stranger_sees_public_pages_and_is_sent_to_sign_in_from_all_others() -> None:
    wrong = []
    for address in ADDRESSES:
        for method in sorted(address.door.methods):
            answer = visitor(address.site).generic(method, address.filled())
            if leads_to_sign_in(answer) is address.door.public and address.name not in {
                "sign-out",
                "second-factor",
                "second-factor-passkey",
                "unlock",
                "enrol",
            }:
                wrong.append((address.site, address.name, method, answer.status_code))
            if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                wrong.append((address.site, address.name, method, answer.status_code))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_facilitys_account_opens_its_notices_and_nothing_else_that_is_private() -> None:
    account = a_facility().account_id
    assert account
    browser, wrong = a_browser(account), []
    browser.raise_request_exception = False
    for address in PRIVATE:
        if address.site is not Site.PORTAL:
            continue
        for method in sorted(address.door.methods):
            refused = browser.generic(method, address.filled()).status_code == HTTPStatus.FORBIDDEN
            if refused is (address.name in OPEN_TO_FACILITIES):
                wrong.append((address.name, method))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_session_of_one_site_opens_nothing_at_the_other(people: dict[Site, Client]) -> None:
    other = {Site.PORTAL: Site.OFFICER, Site.OFFICER: Site.PORTAL}
    wrong = []
    for address in PRIVATE:
        stranger = visitor(address.site)
        stranger.cookies = people[other[address.site]].cookies
        for method in sorted(address.door.methods):
            if not leads_to_sign_in(stranger.generic(method, address.filled())):
                wrong.append((address.site, address.name, method))
    assert not wrong, "\n".join(map(str, wrong))


def test_an_address_takes_only_its_methods(people: dict[Site, Client]) -> None:
    wrong = []
    for address in ADDRESSES:
        for method in METHODS:
            status = people[address.site].generic(method, address.filled()).status_code
            refused = status == HTTPStatus.METHOD_NOT_ALLOWED
            if refused is (method in address.door.methods) or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                wrong.append((address.site, address.name, method, status))
    assert not wrong, "\n".join(map(str, wrong))


def test_what_is_not_there_is_not_found_whatever_stands_in_its_address(people: dict[Site, Client]) -> None:
    wrong = []
    for address in ADDRESSES:
        for name, kind in address.kinds.items():
            for value in [ABSENT[kind], *GARBAGE[kind]]:
                path, method = address.filled(**{name: value}), min(address.door.methods)
                status = people[address.site].generic(method, path).status_code
                if status not in {address.door.absent, HTTPStatus.NOT_FOUND}:
                    wrong.append((address.site, address.name, method, value[:30], status))
    assert not wrong, "\n".join(map(str, wrong))


def test_no_query_makes_a_page_fail(people: dict[Site, Client]) -> None:
    """Out of range, of another type, twice over, not in UTF-8, far too long."""
    names = ("q", "field", "before", "after", "page", "sort", "next", "queue", "state", "who", "from", "act", "file", "turn",
             "zoom", "c", "on", "box", "submitted_since", "due_until", "overdue", "box_province", "night", "kind")  # fmt: skip
    values = (
        "%00",
        "%FF%FE",
        "-1",
        "9" * 5000,
        "1e309-1",
        "nan-1",
        "31/12/9999",
        "01/01/0001",
        "%0D%0AX:y",
        "//evil.example",
    )
    wrong = []
    for address in ADDRESSES:
        if "GET" not in address.door.methods or address.kinds:
            continue
        for value in values:
            query = "&".join(f"{name}={value}&{name}={value}" for name in names)
            status = people[address.site].get(f"{address.filled()}?{query}").status_code
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                wrong.append((address.site, address.name, value[:20], status))
    assert not wrong, "\n".join(map(str, wrong))
