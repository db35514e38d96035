"""A demonstration: code lists, synthetic people, and accounts that anybody may sign in with.

What there is to show comes from the rooms themselves; here it is put in order and laid out.
"""

import dataclasses
from datetime import datetime
from typing import Any

import click
from django.conf import settings

from dancu.accounts import codes
from dancu.accounts.domain.realms import Realm
from dancu.accounts.queries import find_account
from dancu.identity import commands as identity
from dancu.offices.commands import demo as offices
from dancu.offices.queries import officer_of
from dancu.platform import clock
from dancu.platform.hosts import Site, origin
from dancu.population import queries as population
from dancu.residence import commands as residence
from dancu.residence import synthetic

SEED = 7
_VERIFIER = "hk.tiepnhan"


def prepare(*, people: int) -> None:
    """Fill an empty register once, make sure that the demo accounts are there, and keep their list for `dancu up` to show."""
    if people and population.is_empty():
        make_people(people, seed=SEED, at=clock.now())
    settings.HOME.joinpath("demo.txt").write_text(as_text(listing()))


def load_agencies() -> None:
    """Give every unit its police agency, with a made-up code and phone."""
    offices.load_demo_agencies()


def make_people(count: int, *, seed: int, at: datetime) -> int:
    """Make people up, with a bar that shows how far it is; return how many there are now."""
    with click.progressbar(length=count, label="Making people up") as bar:
        return synthetic.generate(count=count, seed=seed, at=at, progress=lambda done: bar.update(done - bar.pos))


def listing() -> dict[str, Any]:
    """Return addresses and accounts, as `dancu demo --json` prints them; an account that is missing is made."""
    at = clock.now()
    return {
        "sites": {site.value: origin(site) for site in (Site.PORTAL, Site.OFFICER)},
        "mail": f"{origin(Site.PORTAL)}/demo/inbox",
        "officers": [
            dataclasses.asdict(officer) | {"code_now": codes.code_at(officer.totp_secret, at)}
            for officer in offices.load_demo_officers(at=at)
        ],
        "citizens": [dataclasses.asdict(citizen) for citizen in _citizens(at)],
        "facilities": [dataclasses.asdict(facility) for facility in [residence.load_demo_facility(at=at)] if facility],
    }


def _citizens(at: datetime) -> list[identity.DemoCitizen]:
    verifier = find_account(realm=Realm.OFFICER, username=_VERIFIER)
    if verifier is None:
        return []
    return identity.load_demo_citizens(
        pick=lambda: [each.person.id for each in synthetic.pick_demo_people(at=at)],
        officer=officer_of(verifier.id),
        at=at,
    )


def code(username: str, at: datetime) -> str | None:
    """Return the six digits that an officer's authenticator app would show; None where nobody is called so."""
    officer = next((officer for officer in offices.load_demo_officers(at=at) if officer.username == username), None)
    return codes.code_at(officer.totp_secret, at) if officer else None


def as_text(listing: dict[str, Any]) -> str:
    """Lay the list out for a terminal."""
    citizens = [(citizen["username"], citizen["full_name"], citizen["note"]) for citizen in listing["citizens"]]
    facilities = [(facility["username"], facility["name"], facility["note"]) for facility in listing["facilities"]]
    officers = [
        (officer["username"], officer["full_name"], f"{officer['position']}, {officer['agency']}")
        for officer in listing["officers"]
    ]
    passwords = sorted(
        {account["password"] for kind in ("citizens", "facilities", "officers") for account in listing[kind]}
    )
    return "\n".join(
        [
            "",
            f"  Portal for citizens   {listing['sites']['portal']}",
            *_table(citizens),
            *_table(facilities),
            "",
            f"  Site for officers     {listing['sites']['officer']}",
            *_table(officers),
            "",
            f"  Everybody's password  {' or '.join(passwords)}",
            "  Officers' codes       .venv/bin/dancu demo --code hk.tiepnhan   (six digits, new every 30 seconds)",
            f"  Mail and SMS          {listing['mail']}",
            "",
        ]
    )


def _table(rows: list[tuple[str, str, str]]) -> list[str]:
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
    return [f"    {first:<{widths[0]}}  {second:<{widths[1]}}  {third}" for first, second, third in rows]
