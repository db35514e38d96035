"""Whatever dies, and however many work: each line is entered once."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from tests.builders import places
from tests.builders.intake import SOMEBODY, a_file, checked, staged, view
from tests.builders.population import AT

from dancu.intake import commands, queries, readers
from dancu.intake.commands import holding, staging
from dancu.intake.domain.states import BatchState, Form
from dancu.intake.models import Batch, Line
from dancu.kernel.actor import SYSTEM
from dancu.population.models import Person

GIVEN = ("An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Khanh", "Lan", "Minh", "Nga", "Oanh", "Phúc", "Quân")


@pytest.fixture
def small_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "LOT", 3)
    monkeypatch.setattr(staging, "LOT", 3)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    places.went_to(places.an_old_commune(), places.a_commune())
    return a_file(tmp_path, *(SOMEBODY | {"name": f"Trần Văn {given}"} for given in GIVEN))


def names() -> list[str]:
    return sorted(Person.objects.values_list("given", flat=True))


@pytest.mark.django_db
@pytest.mark.usefixtures("small_lots")
def test_reading_that_was_broken_off_goes_on_behind_the_last_line_that_is_kept(file: Path) -> None:
    batch, _ = commands.begin(
        form=Form.DC01, name="x", digest=commands.digest_of(file), reason="x", officer=None, by=SYSTEM, at=AT
    )
    next(iter(commands.stage(batch, readers.lines(file))))
    assert Line.objects.count() == 3
    again = staged(file)
    assert again == batch
    assert list(Line.objects.order_by("number").values_list("number", flat=True)) == list(range(2, 15))


@pytest.mark.django_db
def test_the_same_file_is_one_intake_until_it_is_cancelled(file: Path) -> None:
    first = checked(file)
    assert staged(file) == first
    commands.cancel(first, officer=None, by=SYSTEM, at=AT)
    assert not commands.check(first, at=AT)
    assert staged(file) != first


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("small_lots")
def test_two_who_enter_one_intake_at_once_enter_each_line_once(file: Path) -> None:
    batch = checked(file)
    commands.confirm(batch, officer=None, by=SYSTEM, at=AT)

    def work(_: int) -> None:
        try:
            while commands.enter(batch, at=AT):
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    assert names() == sorted(GIVEN)
    assert (view(batch).state, view(batch).entered) == (BatchState.DONE, len(GIVEN))


_KILLED = """
import os, signal, uuid
import django
from django.conf import settings
django.setup()
settings.DATABASES["default"]["NAME"] = {database!r}
from dancu.intake import commands
from dancu.intake.commands import entering, holding
from dancu.platform import clock
holding.LOT = 3
noted = holding.note
def note(*args):
    noted(*args)
    if holding.Line.objects.filter(state="housed").count() > 5:
        os.kill(os.getpid(), signal.SIGKILL)
entering.note = note
while commands.enter(uuid.UUID({batch!r}), at=clock.now()):
    pass
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("small_lots")
def test_after_a_kill_in_the_middle_of_a_lot_the_rest_is_entered_and_nothing_twice(file: Path) -> None:
    batch = checked(file)
    commands.confirm(batch, officer=None, by=SYSTEM, at=AT)
    script = _KILLED.format(database=connection.settings_dict["NAME"], batch=str(batch))
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "dancu.config.settings.test"}
    killed = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    # The lot in which it died is as if it had never been begun.
    assert len(names()) == view(batch).entered == 3
    while commands.enter(batch, at=AT):
        pass
    assert names() == sorted(GIVEN)
    assert queries.get_intake(batch, officer=None).entered == len(GIVEN)


@pytest.mark.django_db
def test_a_line_that_breaks_us_stops_no_other(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = checked(file)
    commands.confirm(batch, officer=None, by=SYSTEM, at=AT)
    from dancu.population import commands as population

    entering = population.enter_people

    def breaks(entries: list[population.Entry], **said: object) -> object:
        if any(each.name.given == "Hà" for each in entries):
            raise ZeroDivisionError
        return entering(entries, **said)  # type: ignore[arg-type]

    monkeypatch.setattr(population, "enter_people", breaks)
    while commands.enter(batch, at=AT):
        pass
    assert names() == sorted(set(GIVEN) - {"Hà"})
    assert Batch.objects.get().refused == 1


@pytest.mark.django_db
def test_old_lines_are_forgotten_and_the_intake_stays(file: Path) -> None:
    batch = checked(file)
    commands.cancel(batch, officer=None, by=SYSTEM, at=AT)
    assert commands.sweep(at=AT + commands.KEPT) == 0
    assert commands.sweep(at=AT + commands.KEPT * 1.01) == len(GIVEN)
    assert view(batch).state is BatchState.CANCELLED
