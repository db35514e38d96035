"""Citizens who are signed in, and drafts of theirs that lack nothing but being sent.

One citizen for each agency fills in a draft by the real forms, attaches two stored files, and has as many copies of it as
are wanted; so every draft holds what the forms made of it, and making thousands takes seconds.
"""

import io
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import urlencode
from uuid import UUID

import pikepdf
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from dancu.accounts.commands.sessions import open_session
from dancu.accounts.models import Account
from dancu.casework import commands as casework
from dancu.casework.domain.filing import Channel, Edition
from dancu.documents import commands as documents
from dancu.identity.models import VerifiedIdentity
from dancu.kernel.actor import SYSTEM, Actor, ActorKind
from dancu.offices import queries as offices
from dancu.places.domain.units import Unit
from dancu.places.queries import directory
from dancu.platform import clock
from dancu.platform.hosts import Site
from dancu.population.models import Person
from dancu.residence.models import Household
from dancu.sites.portal import confirm_code

_COPIES = """
    insert into casework_draft
    select (jsonb_populate_record(filled, jsonb_build_object('id', gen_random_uuid()))).*
    from casework_draft as filled, generate_series(2, %s)
"""
_FILES = """
    insert into casework_attachment (draft_id, document, file_id, name, added_at)
    select copy.id, held.document, held.file_id, held.name, held.added_at
    from casework_draft as filled join casework_attachment as held on held.draft_id = filled.id
    join casework_draft as copy on copy.account_id = filled.account_id and copy.id <> filled.id
"""
_DRAFTS = "select id, account_id, procedure_version, revision from casework_draft order by md5(id::text) limit %s"


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody signed in: what his browser holds."""

    account_id: int
    session: str
    csrf: str

    @property
    def actor(self) -> Actor:
        return Actor(kind=ActorKind.CITIZEN, account_id=self.account_id)


def open_for_filing(count: int, *, agencies: int, at: datetime) -> dict[int, Citizen]:
    """Make at least `count` drafts of as many citizens as there are to be agencies; return the citizens by account."""
    citizens: dict[int, Citizen] = {}
    couples = _couples(2 * agencies)
    for commune in _communes(agencies, at):
        citizen = next(filed for couple in couples if (filed := _filled_in(*couple, commune, at)))
        citizens[citizen.account_id] = citizen
    with connection.cursor() as cursor:
        cursor.execute(_COPIES, [-(-count // agencies)])
        cursor.execute(_FILES)
        cursor.execute("analyze")
    return citizens


def requests(citizens: dict[int, Citizen], count: int) -> Iterator[bytes]:
    """Yield the submit request of each draft, as its citizen's browser sends it when he has typed the confirm code."""
    host = f"{settings.SITE_HOSTS[Site.PORTAL]}{settings.SITE_PORT}"
    with connection.cursor() as cursor:
        cursor.execute(_DRAFTS, [count])
        drafts = cursor.fetchall()
    today = timezone.localdate()
    for draft_id, account_id, version, revision in drafts:
        seen = Edition(version=version, revision=revision, on=today)
        yield _request(draft_id, seen, citizens[account_id], host)


def submit_one(citizens: dict[int, Citizen]) -> str:
    """Submit one of the drafts that are left, in this process; return the dossier's code."""
    with connection.cursor() as cursor:
        cursor.execute("select id, account_id from casework_draft limit 1")
        draft_id, account_id = cursor.fetchone()
    by = citizens[account_id].actor
    return casework.submit(draft_id=draft_id, channel=Channel.PORTAL, by=by, at=clock.now()).code


def _request(draft_id: UUID, seen: Edition, citizen: Citizen, host: str) -> bytes:
    challenge = confirm_code.new(draft_id, seen)
    code = confirm_code.answer_in_demonstration(draft_id, challenge.token)
    sent = {"csrfmiddlewaretoken": citizen.csrf, "token": challenge.token, "confirm_code": code, "promise": "1"}
    body = urlencode(sent)
    lines = [
        f"POST /drafts/{draft_id}/review HTTP/1.1",
        f"Host: {host}",
        f"Origin: http://{host}",
        f"Cookie: {settings.SESSION_COOKIE_NAME}={citizen.session}; {settings.CSRF_COOKIE_NAME}={citizen.csrf}; language=vi",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Accept: text/html",
        "Accept-Language: vi",
        "Accept-Encoding: gzip",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "",
        body,
    ]
    return "\r\n".join(lines).encode()


def _couples(count: int) -> Iterator[tuple[Person, Person]]:
    """Yield householders with the spouses who stay behind; there are more than are needed, since the law refuses some."""
    found = Household.objects.filter(closed_on=None, head__spouse__isnull=False, head__birth_year__lt=2000)
    without_account = found.exclude(head__pin__in=Account.objects.values("username"))
    heads = list(without_account.select_related("head__spouse").order_by("id")[:count])
    if len(heads) < count:
        raise SystemExit(f"Only {len(heads)} householders are married here; make more people up.")
    return iter([(household.head, household.head.spouse) for household in heads])


def _communes(count: int, at: datetime) -> list[Unit]:
    """Return communes all over the country, each with an agency of its own."""
    on, units = at.date(), directory()
    communes = [unit for unit in units.communes(on) if offices.find_competent_agency(unit.id, on=on)]
    return communes[:: len(communes) // count][:count]


def _signed_in(person: Person, at: datetime) -> Citizen:
    account = Account.objects.create(
        realm="portal",
        kind="individual",
        username=person.pin,
        id_number=person.pin,
        full_name=" ".join(filter(None, [person.surname, person.middle, person.given])),
        phone="0912345678",
        email=f"{person.pin}@example.com",
        created_at=at,
    )
    VerifiedIdentity.objects.create(account=account, person=person, way="eid", verified_at=at)
    opened = open_session(account, device="", browser="Firefox", source="127.0.0.1", half_open=False, at=at)
    return Citizen(account.pk, opened.token, secrets.token_hex(16))


def _filled_in(head: Person, spouse: Person, commune: Unit, at: datetime) -> Citizen | None:
    """Fill in every step by its page: a new household, in a dwelling of his own, while the spouse heads the old one.

    Return the citizen, or None, leaving no draft, where law or register refuse it.
    """
    citizen = _signed_in(head, at)
    browser = Client(headers={"host": settings.SITE_HOSTS[Site.PORTAL]})
    browser.cookies[settings.SESSION_COOKIE_NAME] = citizen.session
    draft = browser.post("/procedures/permanent-registration/file")["Location"]
    province = directory().province(commune)
    steps: dict[str, dict[str, object]] = {
        "agency": {"commune_province": province.code, "commune_commune": commune.code},
        "subject": {"is_subject": "on", "phone": "0912345678", "email": "an@example.com", "occupation": "Giáo viên"},
        "place": {"line": "Số 12 đường Lê Lợi", "ground": "own", "obstacle": "none"},
        "members": {"rows-TOTAL_FORMS": "0", "rows-INITIAL_FORMS": "0"},
        "request": {
            "request": "Đăng ký thường trú, lập hộ mới tại chỗ ở hợp pháp thuộc quyền sở hữu của mình",
            "new_head": spouse.pin,
            "exemption": "none",
            "ways": ["email"],
            "notice_email": "an@example.com",
            "delivery": "portal",
        },
    }
    draft_id = UUID(draft.rsplit("/", 1)[1])
    _attach(draft_id, citizen, at)
    for origin in ("other_province", "same_province", "same_commune"):
        for key, typed in steps.items():
            browser.post(f"{draft}/steps/{key}", {**typed, "case": f"{origin}_new"})
        if b'name="confirm_code"' in browser.get(f"{draft}/review").content:
            return citizen
    casework.discard_draft(draft_id=draft_id, by=citizen.actor, at=at)
    return None


def _attach(draft_id: UUID, citizen: Citizen, at: datetime) -> None:
    for number in (1, 2):
        file_id, name = _stored(number, at)
        facts = {"draft_id": draft_id, "document": "dwelling", "by": citizen.actor, "at": at}
        casework.attach(file_id=file_id, name=name, **facts)  # type: ignore[arg-type]


@cache
def _stored(number: int, at: datetime) -> tuple[int, str]:
    """Store one of the files that everybody attaches."""
    content = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(number):
            pdf.add_blank_page()
        pdf.save(content)
    content.seek(0)
    file = documents.store_upload(content, name=f"so-do-{number}.pdf", by=SYSTEM, at=at)
    return file.id, file.name
