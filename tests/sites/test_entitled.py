"""Every address of the officer site × role × where what it names lies, over real requests; and no page offers what is refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from http import HTTPStatus

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from tests.journeys import kept
from tests.sites.doors import DOORS
from tests.sites.entitled import ACTS, ACTS_AT_COUNTER, ENTITLED, Entitled, declared, entitled
from tests.sites.standing import Person, Thing, may, people, things
from tests.sites.test_addresses import Address, every_address

from dancu.casework.domain.workflow import Action
from dancu.platform.hosts import Site, urlconf
from dancu.sites.officer.acting import slug

REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
PRIVATE = {each.name: each for each in every_address(Site.OFFICER) if not DOORS[Site.OFFICER][each.name].public}
ACT = "dossier-act"


@dataclass(frozen=True)
class Scene:
    people: list[Person]
    things: dict[str, Thing]
    shown: dict[tuple[str, str], HttpResponse] = field(default_factory=dict)
    """What each has seen, by his name and the path."""

    def expected(self, person: Person, wanted: Entitled) -> bool:
        return may(person, wanted, self.things.get(wanted.thing))

    def declared(self, wanted: Entitled) -> set[str]:
        return {each.name for each in self.people if self.expected(each, wanted)}

    def refuses(self, person: Person, method: str, path: str, sends: str = "") -> bool:
        """Ask as a person would, and take back what it did; what is in a colleague's hands is refused too."""
        with transaction.atomic():
            answer = person.browser.generic(method, path, sends, "application/x-www-form-urlencoded")
            transaction.set_rollback(True)
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, (person.name, method, path)
        if method == "GET":
            self.shown[person.name, path] = answer  # type: ignore[assignment]
        in_other_hands = answer.status_code == HTTPStatus.CONFLICT and _name(path).startswith("draft")
        return answer.status_code in REFUSED or in_other_hands

    def page(self, person: Person, path: str) -> str:
        """Return what a person sees at an address."""
        if (person.name, path) not in self.shown:
            self.refuses(person, "GET", path)
        return self.shown[person.name, path].content.decode(errors="replace")

    def sends(self, wanted: Entitled) -> str:
        return self.things[wanted.thing].sends if wanted.thing else ""

    def path(self, address: Address, wanted: Entitled, **more: str) -> str:
        """Return the address with the names of what it is tried with."""
        thing = self.things.get(wanted.thing)
        names = {name: str(value) for name, value in (thing.names if thing else {}).items()} | more
        assert not address.kinds.keys() - names.keys(), (address.name, "names something that it is not tried with")
        return address.filled(**{name: names[name] for name in address.kinds})


def test_every_address_and_every_act_says_who_is_entitled() -> None:
    assert set(PRIVATE) - {ACT} == set(ENTITLED)
    assert set(Action) == set(ACTS)


@pytest.mark.django_db
def test_officers_do_and_are_offered_just_what_they_are_entitled_to() -> None:
    world = kept.build()
    scene = Scene(people(world), things(world))
    wrong = [*_addresses(scene), *_acts(scene), *_offers(scene)]
    assert not wrong, "\n".join(wrong)


def _addresses(scene: Scene) -> Iterator[str]:
    """Ask every address as everybody, and yield those that open to others than is declared."""
    for name, address in PRIVATE.items():
        methods = sorted(address.door.methods - {"HEAD"}) if name != ACT else ()
        for method, wanted in [(each, wanted) for each in methods for wanted in declared(name, each)]:
            path, sends = scene.path(address, wanted), scene.sends(wanted)
            opened = {each.name for each in scene.people if not scene.refuses(each, method, path, sends)}
            able = scene.declared(wanted)
            if opened != able:
                yield f"{method} {name} of {wanted.thing}: opens to {opened - able}, is shut to {able - opened}"


def _acts(scene: Scene) -> Iterator[str]:
    """Do every act as everybody, and yield those that others may do, or are offered, than is declared."""
    for action, wanted in (*ACTS.items(), *ACTS_AT_COUNTER.items()):
        path, page = scene.path(PRIVATE[ACT], wanted, act=slug(action)), scene.path(PRIVATE["dossier"], wanted)
        done = {each.name for each in scene.people if not scene.refuses(each, "POST", path)}
        offered = {each.name for each in scene.people if slug(action) in _offered(scene.page(each, page))}
        able = scene.declared(wanted)
        if action is Action.RESUBMIT:
            # What is sent again comes with what was brought: `dossier-supplement` opens it, and no act does.
            done = able
        if not done == able == offered:
            yield f"{action} of {wanted.thing}: opens to {done - able}, is shut to {able - done}, offered {offered ^ able}"


def _offers(scene: Scene) -> Iterator[str]:
    """Follow every link and send every form of every page that opens, and yield what is refused."""
    followed = set()
    for person in scene.people:
        for name, address in PRIVATE.items():
            ways = declared(name, "GET") if "GET" in address.door.methods else []
            pages = [scene.path(address, wanted) for wanted in ways if scene.expected(person, wanted)]
            for method, path in (way for page in pages for way in _ways_on(scene.page(person, page), page)):
                way = person.name, method, _name(path)
                if way not in followed and scene.refuses(person, method, path, scene.sends(entitled(way[2], method))):
                    yield f"{name} offers {person.name} {method} {path}"
                followed.add(way)


def _offered(page: str) -> set[str]:
    """Return the acts that a dossier's page offers: the one whose form stands open, and the buttons to the others."""
    return {
        *re.findall(r'action="/dossiers/[^/"]+/acts/([\w-]+)"', page),
        *re.findall(r'name="instead" value="([\w-]+)"', page),
    }


def _ways_on(page: str, path: str) -> Iterator[tuple[str, str]]:
    """Yield the private addresses that a page leads to: one of each kind is enough."""
    kinds = set()
    links = [("GET", href) for href in re.findall(r'<a\b[^>]*\bhref="(/[^"#]*)', page)]
    forms = []
    for facts, inside in re.findall(r"<form\b([^>]*)>(.*?)</form>", page, re.DOTALL):
        if 'method="post"' in facts and "<button" in inside:
            forms += [("POST", action) for action in re.findall(r'action="([^"]*)"', facts) or [path]]
    for method, found in links + forms:
        name = _name(unescape(found))
        if name in PRIVATE and name != ACT and (method, name) not in kinds:
            kinds.add((method, name))
            yield method, unescape(found)


def _name(path: str) -> str:
    """Return the name of an address; nothing where it is none of the site's."""
    try:
        return resolve(path.partition("?")[0], urlconf(Site.OFFICER)).url_name or ""
    except Resolver404:
        return ""
