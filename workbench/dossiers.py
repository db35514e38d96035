"""Dossiers of years at every agency of the country, as lines for COPY: names, procedures, states and dates in likely proportions.

They hold what lists and searches read, with a file each, and nothing that was declared: no page of them can be opened.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from dancu.accounts.models import Account
from dancu.casework.domain.codes import dossier_code
from dancu.casework.domain.states import BEFORE_RECEPTION, FINISHED, SUSPENDED, State
from dancu.casework.models import Attachment, Dossier
from dancu.casework.procedures import catalogue
from dancu.documents.models import StoredFile
from dancu.kernel.names import fold
from dancu.offices import queries as offices
from dancu.offices.models import Officer
from dancu.offices.queries import AgencyView
from dancu.places.queries import directory
from dancu.platform.loading import bare, copy
from dancu.population.synthetic import tables
from dancu.population.synthetic.naming import FEMALE, MALE, naming, weighted

T = TypeVar("T")
_COLUMNS = (
    'id, code, procedure_code, procedure_version, "case", subsystem, fee_dong, channel, account_id, declarer_pin,'
    " on_behalf_of, agency_id, agency_code, state, revision, rounds, subject_name, subject_key, subject_pin, subject_old_number,"
    " subject_passport, concerned_pins, contact, fee_exemption, filed_on, submitted_at, received_at, due_at, clock_stopped_at,"
    " closed_at, provision, proposed_outcome, assignee_id, paid_dong, paid_online_dong, opinions_open,"
    " special_categories"
)
_FILES = "dossier_id, round, document, file_id, name, added_at"
_TABLES = ("casework_dossier", "casework_attachment")
_LOT = 50_000
_SPAN, _GROWTH = timedelta(days=5 * 365), 0.7
"""How far back they go; more are filed each year than in the one before."""
_LIMIT = timedelta(days=9)
_SETTLED = timedelta(days=12)
"""After so long nearly every dossier is over."""
_OLD = (
    "delivered 890, refused 45, withdrawn 25, rejected 12, decided 18, awaiting_supplement 4, suspended 2, processing 4"
)
_NEW = (
    "submitted 220, resubmitted 30, received 130, processing 200, proposed 70, awaiting_supplement 50, suspended 8, decided 60,"
    " awaiting_supplement_in_process 12, suspended_in_process 5, rejected 5, refused 15, withdrawn 5, delivered 190"
)
_CASES = {"1.004222": 30, "1.004194": 35, "1.002755": 10, "1.010041": 8, "1.010040": 5, "1.010039": 4, "1.003677": 3}
"""How often each procedure is filed; what is not here, once."""
_NULL = "\\N"


class _Draw(Generic[T]):
    """Draws one of some values by their weights."""

    def __init__(self, weights: Sequence[tuple[T, float]]) -> None:
        self._values = [value for value, _ in weights]
        self._ends = list(accumulate(weight for _, weight in weights))

    def __call__(self, dice: Random) -> T:
        return dice.choices(self._values, cum_weights=self._ends)[0]


class Maker:
    """Thinks dossiers up, the earliest first."""

    def __init__(self, *, at: datetime, account: int, file: int, seed: int = 7) -> None:
        self._dice = Random(seed)  # noqa: S311  # not a secret
        self._at, self._account, self._file = at, account, file
        self._agency = _Draw(_agencies(self._dice, at.date()))
        self._kind = _Draw(_kinds(at.date()))
        self._old, self._new = _Draw(weighted(_OLD)), _Draw(weighted(_NEW))
        self._officers = _officers()
        self._numbers: dict[tuple[str, date], int] = defaultdict(int)

    def lots(self, count: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield the lines of `count` dossiers, numbered from 1, and those of their files, lot by lot."""
        for begun in range(0, count, _LOT):
            lines = [self._lines(number, count) for number in range(begun + 1, min(begun + _LOT, count) + 1)]
            dossiers, files = zip(*lines, strict=True)
            yield "".join(dossiers).encode(), "".join(files).encode()

    def _lines(self, number: int, count: int) -> tuple[str, str]:
        dice = self._dice
        at = self._at - _SPAN * (1 - (number / count) ** _GROWTH)
        agency, state = self._agency(dice), State((self._old if self._at - at > _SETTLED else self._new)(dice))
        day = timezone.localtime(at).date()
        self._numbers[agency.code, day] += 1
        name, chance = self._name(agency), dice.random()
        pin = f"{dice.randrange(1, 97):03d}{dice.randrange(10**9):09d}"
        working = state not in BEFORE_RECEPTION | {State.RECEIVED, State.REFUSED, State.SUSPENDED}
        values = (
            *(
                number,
                dossier_code(agency=agency.code, on=day, number=self._numbers[agency.code, day]),
                self._kind(dice),
            ),
            *("portal", self._account, "", "", agency.id, agency.code, state.value, 3, 1, name, fold(name), pin),
            f"{dice.randrange(10**9):09d}" if chance < 0.3 else "",
            f"C{dice.randrange(10**7):07d}" if chance > 0.9 else "",
            *(f"{{{pin}}}", "{}", "", day, at),
            _NULL if state in BEFORE_RECEPTION else at + timedelta(hours=7),
            at + _LIMIT,
            at + timedelta(days=2) if state in SUSPENDED else _NULL,
            at + timedelta(days=6) if state in FINISHED else _NULL,
            *("", "", dice.choice(self._officers.get(agency.id, (_NULL,))) if working else _NULL, 0, 0, 0, "{}"),
        )
        return "\t".join(map(str, values)) + "\n", f"{number}\t1\tdwelling\t{self._file}\tgiay-to.pdf\t{at}\n"

    def _name(self, agency: AgencyView) -> str:
        dice, sex = self._dice, self._dice.choice((FEMALE, MALE))
        how = naming("Kinh", south=agency.code[5:7] >= tables.SOUTH_FROM)
        surname, rest = dice.choice(how.surnames[sex]), dice.choice(dice.choice(how.rests[sex]))
        full = f"{surname.text} {rest.columns}".encode("latin-1").decode()
        return " ".join(full.split())


@transaction.atomic
def make(count: int, *, at: datetime) -> None:
    """Put `count` dossiers in place of those that are there."""
    account = Account.objects.filter(realm="portal").values_list("pk", flat=True).first() or _account(at)
    facts = {"size": 1, "media_type": "application/pdf", "scan": "clean", "created_at": at}
    file, _ = StoredFile.objects.get_or_create(sha256="0" * 64, defaults=facts)
    Attachment.objects.all().delete()
    Dossier.objects.all().delete()
    with bare(_TABLES):
        for dossiers, files in Maker(at=at, account=account, file=file.pk).lots(count):
            copy("casework_dossier", _COLUMNS, dossiers, frozen=True)
            copy("casework_attachment", _FILES, files, frozen=True)
    with connection.cursor() as cursor:
        cursor.execute("select setval(pg_get_serial_sequence('casework_dossier', 'id'), %s)", [count])


def _account(at: datetime) -> int:
    facts = {"kind": "individual", "full_name": "Nguyễn Văn An", "email": "an@example.com", "created_at": at}
    return Account.objects.create(realm="portal", username="001090000789", **facts).pk


def _agencies(dice: Random, on: date) -> list[tuple[AgencyView, float]]:
    """Return the agencies of all communes with how much is filed at each: some have many times what others have."""
    found = []
    for province in directory().provinces(on):
        communes = directory().children(province, on)
        share = tables.PROVINCES[province.code][0] / len(communes)
        for commune in communes:
            agency = offices.find_competent_agency(commune.id, on=on)
            if agency:
                found.append((agency, share * dice.lognormvariate(0, 0.7)))
    return found


def _kinds(on: date) -> list[tuple[str, float]]:
    """Return what can be filed, each as its columns."""
    return [
        (f"{each.code}\t{each.version}\t{case}\t{each.subsystem}\t10000", _CASES.get(each.code, 1) / len(each.cases))
        for each in catalogue().of_dossiers(on)
        for case in each.cases
    ]


def _officers() -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for officer, agency in Officer.objects.filter(active=True).values_list("pk", "agency_id"):
        found[agency] = (*found.get(agency, ()), officer)
    return found
