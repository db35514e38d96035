"""What an account that gave notice may do with it: see it, correct it, end a stay, withdraw it; and nobody else."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders.accounts import an_account
from tests.builders.lodging import HOTEL, NIGHT, a_facility, a_guest, at_hour, notify_by
from tests.builders.population import AT, a_person
from tests.builders.threads import at_once

from dancu.kernel.actor import Actor, ActorKind
from dancu.residence import commands, queries
from dancu.residence.domain.stays import Withdrawal
from dancu.residence.models import LodgingNotice, ResidenceEvent, Stay

SENDING = UUID(int=7)
pytestmark = pytest.mark.django_db


def a_neighbour() -> Actor:
    return Actor(kind=ActorKind.CITIZEN, account_id=an_account())


def tonight(by: Actor) -> list[str]:
    return [view.guest.name for view in queries.list_own_guests(night=NIGHT, by=by, at=AT)[0]]


def the_stay() -> int:
    return Stay.objects.get().pk


def test_who_gave_notice_sees_its_guests_and_nobody_else_does() -> None:
    hotel, other = a_facility(), a_facility(2, "Nhà nghỉ Hồ Tây")
    notified = notify_by(hotel, a_guest(room="2"), a_guest(name="John Roe", room="1"))
    assert tonight(hotel) == ["John Roe", "Jane Doe"]
    assert queries.count_own_guests(night=NIGHT, by=hotel) == 2
    assert tonight(other) == []
    with pytest.raises(queries.NoSuchNotice):
        queries.get_own_notice(notified.id, by=other, at=AT)
    with pytest.raises(queries.NoSuchStay):
        queries.get_own_stay(Stay.objects.earliest("id").pk, by=other, at=AT)


def test_a_receipt_says_number_time_and_how_many_are_late() -> None:
    hotel = a_facility()
    notified = notify_by(hotel, a_guest(), a_guest(arrives_at=at_hour(23, 10)), at=at_hour(23, 20))
    notice, stays = queries.get_own_notice(notified.id, by=hotel, at=AT)
    assert notice.number == f"LT-261124-{notified.id:06d}"
    assert (notice.notified_at, notice.guests, notice.late) == (at_hour(23, 20), 2, 1)
    assert [stay.late for stay in stays] == [True, False]


def test_who_gives_notice_does_not_learn_whom_the_register_knows() -> None:
    hotel, person = a_facility(), a_person("Trần Thị Bình")
    notified = notify_by(hotel, a_guest(person))
    assert Stay.objects.get().person_id == person.id
    _, (stay,) = queries.get_own_notice(notified.id, by=hotel, at=AT)
    assert stay.person is None
    assert queries.get_own_stay(stay.id, by=hotel, at=AT).person is None


def test_notices_are_listed_page_by_page_the_latest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dancu.residence.queries.stays.NOTICES_ON_A_PAGE", 2)
    hotel = a_facility()
    first, second, third = (notify_by(hotel, a_guest()).id for _ in range(3))
    notify_by(a_neighbour(), a_guest())
    page, more = queries.list_own_notices(by=hotel, at=AT)
    assert ([notice.id for notice in page], more) == ([third, second], True)
    page, more = queries.list_own_notices(before=second, by=hotel, at=AT)
    assert ([notice.id for notice in page], more) == ([first], False)


def test_the_same_page_sent_twice_is_one_notice() -> None:
    hotel = a_facility()
    first = notify_by(hotel, a_guest(), sending=SENDING)
    assert notify_by(hotel, a_guest(), sending=SENDING, at=at_hour(17)) == first
    assert Stay.objects.count() == 1


def test_a_page_sent_again_with_other_guests_is_refused_and_changes_nothing() -> None:
    hotel = a_facility()
    notify_by(hotel, a_guest(), sending=SENDING)
    with pytest.raises(commands.AlreadySent) as refused:
        notify_by(hotel, a_guest(), a_guest(name="John Roe"), sending=SENDING)
    assert str(refused.value.facts["number"]).startswith("LT-261124-")
    assert Stay.objects.count() == 1


def test_two_accounts_may_send_the_same_page() -> None:
    notify_by(a_facility(), a_guest(), sending=SENDING)
    notify_by(a_neighbour(), a_guest(), sending=SENDING)
    assert LodgingNotice.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_page_sent_twice_at_once_is_one_notice_with_one_answer() -> None:
    hotel = a_facility()
    answers = at_once([lambda: notify_by(hotel, a_guest(), sending=SENDING)] * 6)
    assert len({answer.id for answer in answers if isinstance(answer, queries.Notified)}) == 1
    assert all(isinstance(answer, queries.Notified) for answer in answers), answers
    assert (LodgingNotice.objects.count(), Stay.objects.count()) == (1, 1)


def test_only_who_gave_notice_changes_it() -> None:
    hotel, neighbour = a_facility(), a_neighbour()
    notify_by(hotel, a_guest())
    (view,), _ = queries.list_own_guests(night=NIGHT, by=hotel, at=AT)
    for act in (
        lambda: commands.correct_stay(stay=view.id, guest=view.guest, by=neighbour, at=AT),
        lambda: commands.end_stay(stay=view.id, on=NIGHT, by=neighbour, at=AT),
        lambda: commands.withdraw_stay(stay=view.id, because=Withdrawal.NOT_COME, by=neighbour, at=AT),
    ):
        with pytest.raises(queries.NoSuchStay):
            act()


def test_a_notice_that_is_withdrawn_stays_on_record_and_on_no_list() -> None:
    hotel = a_facility()
    notified = notify_by(hotel, a_guest())
    commands.withdraw_stay(stay=the_stay(), because=Withdrawal.NOT_COME, by=hotel, at=AT)
    assert tonight(hotel) == []
    _, (stay,) = queries.get_own_notice(notified.id, by=hotel, at=AT)
    assert stay.withdrawn is Withdrawal.NOT_COME
    assert ResidenceEvent.objects.get(kind="stay_withdrawn").after == {"stay": stay.id, "withdrawn": "not_come"}


def test_what_was_withdrawn_is_neither_changed_nor_withdrawn_again() -> None:
    hotel = a_facility()
    notify_by(hotel, a_guest())
    view = queries.get_own_stay(the_stay(), by=hotel, at=AT)
    commands.withdraw_stay(stay=view.id, because=Withdrawal.NAMED_TWICE, by=hotel, at=AT)
    for act in (
        lambda: commands.correct_stay(stay=view.id, guest=view.guest, by=hotel, at=AT),
        lambda: commands.end_stay(stay=view.id, on=NIGHT, by=hotel, at=AT),
        lambda: commands.withdraw_stay(stay=view.id, because=Withdrawal.NOT_COME, by=hotel, at=AT),
    ):
        with pytest.raises(commands.StayWithdrawn):
            act()


def test_who_was_said_to_have_left_is_there_again_once_that_is_corrected() -> None:
    hotel = a_facility()
    notify_by(hotel, a_guest(until=NIGHT + timedelta(3)))
    view = queries.get_own_stay(the_stay(), by=hotel, at=AT)
    commands.end_stay(stay=view.id, on=NIGHT, by=hotel, at=AT)
    assert tonight(hotel) == []
    commands.correct_stay(stay=view.id, guest=view.guest, by=hotel, at=AT)
    assert tonight(hotel) == [view.guest.name]
    commands.end_stay(stay=view.id, on=NIGHT, by=hotel, at=AT)


@pytest.mark.django_db(transaction=True)
def test_a_stay_that_is_ended_and_withdrawn_at_once_ends_up_withdrawn() -> None:
    hotel = a_facility()
    notify_by(hotel, a_guest())
    stay = the_stay()
    ended, withdrawn = at_once(
        [
            lambda: commands.end_stay(stay=stay, on=NIGHT, by=hotel, at=AT),
            lambda: commands.withdraw_stay(stay=stay, because=Withdrawal.NOT_COME, by=hotel, at=AT),
        ]
    )
    assert withdrawn is None
    assert ended is None or isinstance(ended, commands.StayWithdrawn)
    assert Stay.objects.get().withdrawn == Withdrawal.NOT_COME


@pytest.mark.django_db(transaction=True)
def test_of_two_corrections_at_once_the_second_knows_of_the_first() -> None:
    hotel = a_facility(name=HOTEL)
    notify_by(hotel, a_guest())
    stay = the_stay()
    answers = at_once(
        [
            lambda: commands.correct_stay(stay=stay, guest=a_guest(room="101"), by=hotel, at=AT),
            lambda: commands.correct_stay(stay=stay, guest=a_guest(room="202"), by=hotel, at=AT),
        ]
    )
    assert answers == [None, None]
    first, second = ResidenceEvent.objects.filter(kind="stay_corrected").order_by("id")
    assert (first.before["room"], second.before["room"]) == ("", first.after["room"])
    assert Stay.objects.get().room == second.after["room"]
