"""Rows of a list are taken up behind the request: each once, each for itself, whatever dies meanwhile."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, OperationalError, connection
from tests.builders.accounts import NOW, an_account
from tests.builders.jobs import forget_jobs, queued
from tests.builders.lists import HOA, Register, a_csv, a_workbook, offered, send, sender, take_all_up
from tests.builders.threads import Signal, at_once, until_somebody_waits

from dancu.audit.models import AuditRow
from dancu.kernel.errors import Conflict
from dancu.lists import commands, queries
from dancu.lists.columns import Fault, Row
from dancu.lists.domain.refusals import ListTooLarge, NoHeadings, TooManyRows
from dancu.lists.domain.states import ListState, RowState
from dancu.lists.kinds import Kind, Sending
from dancu.lists.models import ListRow, PersonList
from dancu.lists.queries import NoSuchList

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    return Register()


@pytest.fixture
def kind(register: Register) -> Iterator[Kind]:
    with offered(register, batch=2) as kind:
        yield kind


def named(*names: str) -> list[tuple[str, ...]]:
    """Return rows that differ by their names."""
    return [(name, *HOA[1:]) for name in names]


def faults(list_id: UUID, account: int) -> dict[int, list[str]]:
    """Return what stands against each row, in English."""
    left = queries.read_left(list_id, by=sender(account), at=NOW)
    return {row.number: [fault.said["en"] for fault in row.faults] for row in left.rows}


def test_every_good_row_is_taken_up_and_every_bad_one_told(register: Register, kind: Kind) -> None:
    account = an_account()
    rows = [*named("Lê An", "", "Trần Trùng", "Lê Lợi"), ("Đỗ Bình", "1/2/34", "Nữ", "12", "")]
    list_id = send(a_csv(*rows), kind, sender(account))
    take_all_up(list_id)
    assert [number for number, _ in register.rows] == [2, 5]
    view = queries.get_list(list_id, by=sender(account))
    assert (view.state, view.rows, view.taken, view.refused) == (ListState.DONE, 5, 2, 3)
    assert faults(list_id, account) == {
        3: ["Enter the full name"],
        4: ["Already known."],
        6: ["Enter the year, with four digits", "An ID number has 12 digits, an old one 9"],
    }


def test_of_a_row_that_was_taken_up_nothing_is_kept(kind: Kind) -> None:
    list_id = send(a_csv(*named("Lê An", "Trần Trùng")), kind, sender(an_account()))
    take_all_up(list_id)
    cells = dict(ListRow.objects.filter(person_list=list_id).values_list("state", "cells"))
    assert cells == {RowState.TAKEN: [], RowState.REFUSED: ["Trần Trùng", *HOA[1:]]}


def test_a_row_that_breaks_us_stops_no_other_and_logs_nobody(
    register: Register, kind: Kind, caplog: pytest.LogCaptureFixture
) -> None:
    account = an_account()
    list_id = send(a_csv(*named("Lê An", "Lê Lỗi", "Lê Lợi", "Lê Hoàn")), kind, sender(account))
    with caplog.at_level(logging.ERROR):
        take_all_up(list_id)
    assert [values["name"] for _, values in register.rows] == ["Lê An", "Lê Lợi", "Lê Hoàn"]
    assert list(faults(list_id, account)) == [3]
    assert "Lê Lỗi" not in caplog.text


def test_what_the_kind_refuses_at_once_is_refused_row_by_row(kind: Kind) -> None:
    class Full(Conflict):
        """The house is full."""

        code = "tests.full"

    def take(rows: Sequence[Row], sending: Sending) -> Mapping[int, Sequence[Fault]]:
        raise Full

    with offered(Register(), take=take, key="tests.full") as full:
        account = an_account()
        list_id = send(a_csv(*named("Lê An", "Lê Lợi")), full, sender(account))
        take_all_up(list_id)
        assert faults(list_id, account) == {2: ["The house is full."], 3: ["The house is full."]}


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_dies_in_a_batch_takes_no_row_twice(register: Register) -> None:
    dies = iter([False, True, False, False])
    written: list[int] = []

    def take(rows: Sequence[Row], sending: Sending) -> Mapping[int, Sequence[Fault]]:
        with connection.cursor() as cursor:
            for row in rows:
                cursor.execute("insert into platform_spenttoken values (%s, now())", [f"row {row.number}"])
        if next(dies):
            raise OperationalError("terminating connection")
        written.extend(row.number for row in rows)
        return {}

    with offered(register, take=take, batch=2) as kind:
        list_id = send(a_csv(*named("A B", "C D", "E F", "G H", "I K")), kind, sender(an_account()))
        with pytest.raises(OperationalError):
            take_all_up(list_id)
        assert PersonList.objects.get(pk=list_id).taken == 2
        take_all_up(list_id)
        assert written == [2, 3, 4, 5, 6]
        assert PersonList.objects.get(pk=list_id).state == ListState.DONE
    forget_jobs()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_list_take_each_row_once(register: Register) -> None:
    with offered(register, batch=3) as kind:
        list_id = send(a_csv(*named(*(f"Lê An {'I' * n}" for n in range(1, 31)))), kind, sender(an_account()))
        assert at_once([lambda: take_all_up(list_id)] * 2) == [None, None]
        assert sorted(number for number, _ in register.rows) == list(range(2, 32))
    forget_jobs()


@pytest.mark.django_db(transaction=True)
def test_two_lists_of_two_senders_do_not_touch(register: Register) -> None:
    with offered(register) as kind:
        senders = [sender(an_account()) for _ in range(2)]
        lists = at_once([lambda by=by: send(a_csv(*named("Lê An")), kind, by) for by in senders])  # type: ignore[misc]
        at_once([lambda each=each: take_all_up(each) for each in lists])  # type: ignore[misc]
        assert [queries.get_list(each, by=by).taken for each, by in zip(lists, senders, strict=True)] == [1, 1]
    forget_jobs()


def test_the_job_is_there_once_the_list_is(kind: Kind) -> None:
    list_id = send(a_csv(*named("Lê An")), kind, sender(an_account()))
    assert {"list_id": str(list_id)} in queued("lists.take_up")


def test_a_form_sent_twice_is_one_list(kind: Kind) -> None:
    by, list_id = sender(an_account()), uuid4()
    assert {send(a_csv(*named("Lê An")), kind, by, list_id=list_id) for _ in range(2)} == {list_id}
    assert PersonList.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_sent_by_two_forms_at_once_is_one_list(register: Register) -> None:
    with offered(register) as kind:
        by = sender(an_account())
        assert len(set(at_once([lambda: send(a_csv(*named("Lê An")), kind, by)] * 2))) == 1
    forget_jobs()


def test_a_file_may_come_again_when_nothing_of_it_was_taken_up_or_about_another_thing(kind: Kind) -> None:
    by = sender(an_account())
    bad, good = a_csv(*named("Trần Trùng")), a_csv(*named("Lê An"))
    first = send(bad, kind, by)
    take_all_up(first)
    assert send(bad, kind, by) != first
    assert send(good, kind, by, about={"facility": 1}) != send(good, kind, by, about={"facility": 2})


def test_a_list_that_is_stopped_keeps_what_was_taken_up_and_hands_back_the_rest(register: Register, kind: Kind) -> None:
    account = an_account()
    by = sender(account)
    list_id = send(a_csv(*named("Lê An", "Lê Lợi", "Lê Hoàn")), kind, by)
    assert commands.take_up(list_id, at=NOW)
    commands.cancel(list_id, by=by, at=NOW)
    take_all_up(list_id)
    assert len(register.rows) == 2
    assert queries.get_list(list_id, by=by).left == 1
    assert faults(list_id, account) == {4: []}
    assert AuditRow.objects.filter(act="lists.cancelled", subject_id=str(list_id)).count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_stops_a_list_in_a_batch_waits_for_that_batch_alone() -> None:
    begun = Signal()
    taken: list[int] = []

    def take(rows: Sequence[Row], sending: Sending) -> Mapping[int, Sequence[Fault]]:
        begun.give()
        until_somebody_waits()
        taken.extend(row.number for row in rows)
        return {}

    def stop() -> None:
        begun.wait()
        commands.cancel(list_id, by=by, at=NOW)

    with offered(Register(), take=take, batch=1) as kind:
        by = sender(an_account())
        list_id = send(a_csv(*named("Lê An", "Lê Lợi", "Lê Hoàn")), kind, by)
        assert at_once([lambda: take_all_up(list_id), stop]) == [None, None]
        assert taken == [2]
        assert queries.get_list(list_id, by=by).state is ListState.CANCELLED
    forget_jobs()


def test_a_list_that_has_ended_is_not_stopped_any_more(kind: Kind) -> None:
    by = sender(an_account())
    list_id = send(a_csv(*named("Lê An")), kind, by)
    take_all_up(list_id)
    commands.cancel(list_id, by=by, at=NOW)
    assert queries.get_list(list_id, by=by).state is ListState.DONE


def test_nobody_sees_or_stops_the_list_of_another(kind: Kind) -> None:
    list_id, other = send(a_csv(*named("Lê An")), kind, sender(an_account())), sender(an_account())
    with pytest.raises(NoSuchList):
        queries.get_list(list_id, by=other)
    with pytest.raises(NoSuchList):
        queries.read_left(list_id, by=other, at=NOW)
    with pytest.raises(NoSuchList):
        commands.cancel(list_id, by=other, at=NOW)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"x" * (6 * 1024 * 1024 + 1), ListTooLarge),
        (a_csv(*[HOA] * 10_001), TooManyRows),
        (b"a;b\r\n1;2", NoHeadings),
    ],
    ids=["large", "long", "foreign"],
)
def test_of_a_file_that_is_refused_nothing_is_kept(content: bytes, refusal: type[Exception], kind: Kind) -> None:
    with pytest.raises(refusal):
        send(content, kind, sender(an_account()))
    assert not PersonList.objects.exists()


def test_ten_thousand_rows_are_taken_up_with_what_is_wrong_in_each(register: Register) -> None:
    account = an_account()
    names = ["Lê Văn An" if n % 10 else "Trần Trùng" if n % 20 else "" for n in range(10_000)]
    rows = [(name, *HOA[1:]) for name in names]
    with offered(register) as kind:
        list_id = send(a_workbook(*rows), kind, sender(account))
        take_all_up(list_id)
        view = queries.get_list(list_id, by=sender(account))
        assert (view.state, view.taken, view.refused) == (ListState.DONE, 9_000, 1_000)
        assert [number for number, _ in register.rows] == [n + 2 for n in range(10_000) if n % 10]
        found = faults(list_id, account)
        assert {n: said for n, said in found.items() if n % 20 == 2} == {
            n: ["Enter the full name"] for n in range(2, 10_002, 20)
        }
        assert {n for n, said in found.items() if said == ["Already known."]} == set(range(12, 10_002, 20))


def test_old_lists_are_forgotten_and_those_under_way_are_not(kind: Kind) -> None:
    by = sender(an_account())
    old, under_way = send(a_csv(*named("Lê An")), kind, by), send(a_csv(*named("Lê Lợi")), kind, by)
    take_all_up(old)
    assert commands.sweep(at=NOW + timedelta(days=29)) == 0
    assert commands.sweep(at=NOW + timedelta(days=31)) == 1
    assert list(PersonList.objects.values_list("pk", flat=True)) == [under_way]


def test_a_row_cannot_be_stored_as_taken_up_with_what_it_said(kind: Kind) -> None:
    list_id = send(a_csv(*named("Lê An")), kind, sender(an_account()))
    with pytest.raises(DatabaseError, match="nothing_is_kept_of_a_row_that_was_taken"):
        ListRow.objects.filter(person_list=list_id).update(state=RowState.TAKEN)
