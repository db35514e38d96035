from datetime import date, timedelta

import pytest
from tests.builders.places import a_commune, a_province, an_old_commune, went_to
from tests.builders.population import AT, a_person
from tests.builders.residence import READ, a_household
from tests.builders.threads import at_once

from dancu.kernel.actor import SYSTEM
from dancu.kernel.errors import DomainError
from dancu.kernel.sex import Sex
from dancu.places.domain.units import Address, Unit
from dancu.population import commands as register
from dancu.population.domain.person import PersonCard
from dancu.residence import commands, queries
from dancu.residence.domain import rules, terms
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, Ground, Joining, Kind, Registered
from dancu.residence.models import Household, ResidenceEvent, ResidencePeriod

SINCE = date(2026, 11, 24)
UNTIL = date(2027, 11, 24)
LAST_DAY = UNTIL - timedelta(1)
pytestmark = pytest.mark.django_db


def ben_thanh() -> Unit:
    return a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79"))


def there(line: str = "Số 5 đường Lê Lợi") -> Address:
    return Address(ben_thanh().id, line)


def stay(
    *joining: tuple[PersonCard, Relation | None], since: date = SINCE, until: date = UNTIL, **how: object
) -> Registered:
    return commands.register_temporary(
        joining=[Joining(person.id, relation) for person, relation in joining],
        since=since,
        until=until,
        by=SYSTEM,
        at=AT,
        **({} if "household" in how or "place" in how else {"place": there()}),
        **how,  # type: ignore[arg-type]
    )


def extend(*people: PersonCard, until: date = date(2028, 11, 24), asked_on: date = LAST_DAY) -> None:
    commands.extend_temporary(people=[person.id for person in people], until=until, asked_on=asked_on, by=SYSTEM, at=AT)


def terms_of(person: PersonCard) -> list[tuple[date, date | None]]:
    rows = ResidencePeriod.objects.filter(person=person.id, kind=Kind.TEMPORARY).order_by("since")
    return list(rows.values_list("since", "until"))


def test_who_registers_by_list_lives_at_the_place_without_a_household() -> None:
    one, other = a_person(), a_person()
    registered = stay((one, None), (other, None))
    assert registered.household_id is None
    home = queries.find_temporary_residence(person=one.id, on=SINCE, **READ)
    assert home is not None
    assert (home.address_line, home.since, home.until, home.relation) == ("Số 5 đường Lê Lợi", SINCE, UNTIL, None)
    assert (home.ground, home.end_ground) == (Ground.TEMPORARY_STAY, None)
    assert queries.find_temporary_residence(person=one.id, on=UNTIL, **READ) is None


def test_a_temporary_household_has_a_head_who_may_head_a_permanent_one_elsewhere() -> None:
    head, wife = a_person(), a_person(sex=Sex.FEMALE)
    permanent = a_household(head, (wife, Relation.WIFE))
    registered = stay((head, Relation.HEAD), (wife, Relation.WIFE))
    household = queries.get_household(id=registered.household_id, **READ)
    assert (household.kind, household.head, household.address_line) == (Kind.TEMPORARY, head.id, "Số 5 đường Lê Lợi")
    asked = {"household": household.id, "on": SINCE, **READ}
    assert [member.person.id for member in queries.list_members(kind=Kind.TEMPORARY, **asked)] == [head.id, wife.id]
    assert queries.list_members(**asked) == ()
    headed = queries.household_headed_by(person=head.id, **READ)
    assert headed is not None
    assert headed.id == permanent.household_id


def test_a_guest_of_a_permanent_household_is_no_member_of_it() -> None:
    head, guest = a_person(), a_person()
    home = a_household(head, unit=ben_thanh(), line="Số 7")
    stay((guest, Relation.NEPHEW_OR_NIECE), household=home.household_id)
    lives = queries.find_temporary_residence(person=guest.id, on=SINCE, **READ)
    assert lives is not None
    assert (lives.household_id, lives.address_line) == (home.household_id, "Số 7")
    assert [m.person.id for m in queries.list_members(household=lives.household_id, on=SINCE, **READ)] == [head.id]


def test_a_guest_stays_where_he_is_registered_when_the_household_closes() -> None:
    head, guest = a_person(), a_person()
    home = a_household(head, unit=ben_thanh(), line="Số 7")
    stay((guest, Relation.GUEST), household=home.household_id)
    extend(guest)
    leaves = SINCE + timedelta(100)
    commands.register_permanent(
        joining=[Joining(head.id, Relation.HEAD)], place=Address(a_commune().id, "Số 1"), since=leaves,
        ground=Ground.OWN_DWELLING, by=SYSTEM, at=AT,
    )  # fmt: skip
    assert terms_of(guest) == [(SINCE, leaves), (leaves, UNTIL), (UNTIL, date(2028, 11, 24))]
    for day, household in ((leaves - timedelta(1), home.household_id), (leaves, None), (UNTIL, None)):
        lives = queries.find_temporary_residence(person=guest.id, on=day, **READ)
        assert lives is not None
        assert (lives.household_id, lives.address_line) == (household, "Số 7")


def test_nobody_is_registered_temporarily_in_the_commune_of_his_permanent_residence() -> None:
    person, mover = a_person(), a_person()
    a_household(person, unit=ben_thanh(), line="Số 7")
    with pytest.raises(commands.InOwnCommune):
        stay((person, None))
    old = an_old_commune()
    went_to(old, a_commune())
    a_household(mover, unit=old)
    with pytest.raises(commands.InOwnCommune):
        stay((mover, None), place=Address(a_commune().id, "Số 3"))


def test_a_registration_elsewhere_ends_the_former_one_and_its_extension() -> None:
    person = a_person()
    stay((person, None))
    extend(person)
    moves = LAST_DAY + timedelta(-3)
    stay((person, None), place=there("Số 9"), since=moves, until=moves + timedelta(60))
    assert terms_of(person) == [(SINCE, moves), (moves, moves + timedelta(60))]
    former = queries.find_temporary_residence(person=person.id, on=SINCE, **READ)
    assert former is not None
    assert former.end_ground is EndGround.TEMPORARY_ELSEWHERE


def test_who_lives_there_temporarily_already_asks_for_an_extension() -> None:
    person = a_person()
    stay((person, None))
    with pytest.raises(commands.AlreadyTemporaryHere):
        stay((person, None), since=SINCE + timedelta(40), place=there("số 5, đường Lê Lợi"))


def test_nobody_registers_elsewhere_before_he_came_to_where_he_is_registered() -> None:
    person = a_person()
    stay((person, None))
    with pytest.raises(commands.BeforePresentTemporary):
        stay((person, None), since=SINCE - timedelta(1), until=UNTIL - timedelta(1), place=there("Số 9"))


@pytest.mark.parametrize(
    ("until", "refusal"),
    [
        (SINCE, terms.TermEndsBeforeItBegins),
        (SINCE + timedelta(29), terms.TermTooShort),
        (SINCE + timedelta(30), None),
        (date(2028, 11, 24), None),
        (date(2028, 11, 25), terms.TermTooLong),
    ],
)
def test_a_term_is_of_thirty_days_to_two_years(until: date, refusal: type[DomainError] | None) -> None:
    if refusal is None:
        stay((a_person(), None), until=until)
    else:
        with pytest.raises(refusal):
            stay((a_person(), None), until=until)


@pytest.mark.parametrize(
    ("relations", "joins", "refusal"),
    [
        ([], False, rules.NobodyToRegister),
        ([Relation.GUEST], False, rules.NeedsOneHead),
        ([Relation.HEAD, None], False, rules.NeedsRelation),
        ([None], True, rules.NeedsRelation),
        ([Relation.HEAD], True, rules.HeadAlreadyThere),
    ],
)
def test_people_open_a_household_join_one_or_live_without(
    relations: list[Relation | None], joins: bool, refusal: type[DomainError]
) -> None:
    how = {"household": a_household().household_id} if joins else {}
    with pytest.raises(refusal):
        stay(*((a_person(), relation) for relation in relations), **how)


def test_an_extension_follows_without_a_gap_and_can_follow_another() -> None:
    head, child = a_person(), a_person(born="2015")
    registered = stay((head, Relation.HEAD), (child, Relation.CHILD))
    extend(head, child)
    extend(head, child, until=date(2030, 11, 24), asked_on=date(2028, 11, 23))
    assert terms_of(child) == [
        (SINCE, UNTIL), (UNTIL, date(2028, 11, 24)), (date(2028, 11, 24), date(2030, 11, 24)),
    ]  # fmt: skip
    for day in (UNTIL, date(2030, 11, 23)):
        lives = queries.find_temporary_residence(person=child.id, on=day, **READ)
        assert lives is not None
        assert (lives.household_id, lives.relation) == (registered.household_id, Relation.CHILD)
    first = queries.find_temporary_residence(person=child.id, on=SINCE, **READ)
    assert first is not None
    assert first.end_ground is EndGround.EXTENDED


@pytest.mark.parametrize(("days_before", "open_"), [(16, False), (15, True), (0, True), (-1, False)])
def test_an_extension_is_asked_for_within_the_last_fifteen_days(days_before: int, open_: bool) -> None:
    person = a_person()
    stay((person, None))
    asked_on = LAST_DAY - timedelta(days_before)
    if open_:
        extend(person, asked_on=asked_on)
        assert terms_of(person)[-1] == (UNTIL, date(2028, 11, 24))
    else:
        with pytest.raises((terms.OutsideRenewal, commands.NotTemporary)):
            extend(person, asked_on=asked_on)


def test_an_extension_is_of_two_years_at_most_and_not_into_the_own_commune() -> None:
    person = a_person()
    stay((person, None))
    with pytest.raises(terms.TermTooLong):
        extend(person, until=date(2029, 11, 25))
    with pytest.raises(terms.TermEndsBeforeItBegins):
        extend(person, until=UNTIL)
    a_household(person, unit=ben_thanh(), line="Số 8", since=date(2027, 1, 1))
    with pytest.raises(commands.InOwnCommune):
        extend(person)


def test_who_has_no_temporary_residence_has_none_to_extend() -> None:
    with pytest.raises(commands.NotTemporary):
        extend(a_person())


def test_the_head_of_a_temporary_household_who_leaves_names_his_successor() -> None:
    head, wife, child = a_person(), a_person(sex=Sex.FEMALE), a_person(born="2015")
    home = stay((head, Relation.HEAD), (wife, Relation.WIFE), (child, Relation.CHILD)).household_id
    assert home is not None
    later = SINCE + timedelta(40)
    moving = {"since": later, "place": there("Số 9")}
    with pytest.raises(commands.NeedsNewHead):
        stay((head, None), **moving)
    stay((head, None), new_heads={home: wife.id}, **moving)
    members = queries.list_members(household=home, on=later, kind=Kind.TEMPORARY, **READ)
    assert {m.person.id: m.relation for m in members} == {wife.id: Relation.HEAD, child.id: Relation.CHILD}


def test_a_temporary_household_that_all_leave_is_closed() -> None:
    head = a_person()
    home = stay((head, Relation.HEAD))
    later = SINCE + timedelta(40)
    assert stay((head, None), since=later, place=there("Số 9")).closed_households == (home.household_id,)
    assert Household.objects.get(id=home.household_id).closed_on == later


def test_nobody_joins_a_temporary_household_permanently() -> None:
    home = stay((a_person(), Relation.HEAD))
    with pytest.raises(commands.TemporaryHousehold):
        commands.register_permanent(
            joining=[Joining(a_person().id, Relation.GUEST)], household=home.household_id, since=SINCE,
            ground=Ground.WITH_KIN, by=SYSTEM, at=AT,
        )  # fmt: skip


def test_the_dead_are_not_registered() -> None:
    person = a_person()
    register.record_death(person=person.id, on=date(2026, 1, 1), ground="test", by=SYSTEM, at=AT)
    with pytest.raises(rules.PersonDead):
        stay((person, None))


def test_the_events_tell_what_happened_in_one_act() -> None:
    person = a_person()
    stay((person, Relation.HEAD))
    told = ResidenceEvent.objects.filter(kind__in=["household_opened", "period_opened"]).order_by("-id")[:2]
    opened = told[0]
    assert opened.act == told[1].act
    assert opened.after == {
        "kind": "temporary", "household": opened.household_id, "unit": ben_thanh().id,
        "address_line": "Số 5 đường Lê Lợi", "relation": "head", "since": "2026-11-24", "until": "2027-11-24",
        "ground": "temporary_stay",
    }  # fmt: skip


def test_the_temporary_residents_of_an_address_are_listed() -> None:
    first, second = a_person(), a_person()
    stay((first, None), until=UNTIL)
    stay((second, None), until=UNTIL - timedelta(90), place=there("Số 9"))
    at_nine = queries.list_temporary_residents_at(unit=ben_thanh().id, line="số 9", on=SINCE, **READ)
    assert [(each.person.id, each.residence.until) for each in at_nine] == [(second.id, UNTIL - timedelta(90))]


@pytest.mark.django_db(transaction=True)
def test_of_two_registrations_at_once_one_is_the_temporary_residence() -> None:
    person = a_person()
    places = [there("Số 1"), there("Số 2")]
    outcomes = at_once([lambda place=place: stay((person, None), place=place) for place in places])
    assert not any(isinstance(each, Exception) for each in outcomes), outcomes
    assert len(terms_of(person)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_guest_extends_while_the_household_closes() -> None:
    head, guest = a_person(), a_person()
    home = a_household(head, unit=ben_thanh(), line="Số 7")
    stay((guest, Relation.GUEST), household=home.household_id)
    elsewhere = Address(a_commune().id, "Số 1")

    def leave() -> None:
        commands.register_permanent(
            joining=[Joining(head.id, Relation.HEAD)], place=elsewhere, since=LAST_DAY, ground=Ground.OWN_DWELLING,
            by=SYSTEM, at=AT,
        )  # fmt: skip

    assert at_once([leave, lambda: extend(guest)]) == [None, None]
    rows = ResidencePeriod.objects.filter(person=guest.id).order_by("since").values_list("since", "until", "household")
    assert list(rows) == [
        (SINCE, LAST_DAY, home.household_id), (LAST_DAY, UNTIL, None), (UNTIL, date(2028, 11, 24), None),
    ]  # fmt: skip
