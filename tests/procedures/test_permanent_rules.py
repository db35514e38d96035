"""What the law makes of a declaration of permanent residence."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.procedures import HEAD, ON, OWNER, a_mover, a_place, an_application, born_at_age, filed_by

from dancu.casework.domain.filing import Channel
from dancu.declarations.domain import rules as shared
from dancu.declarations.domain.declaration import Exemption, Named, Standing
from dancu.declarations.domain.registration import Entry, Obstacle
from dancu.kernel.dates import PartialDate
from dancu.kernel.money import Money
from dancu.kernel.working_days import TimeLimit
from dancu.procedures.permanent_registration import law, rules
from dancu.procedures.permanent_registration.application import Ground, Origin, case


def refused(application: Any) -> list[tuple[str, str]]:
    return [(step, type(error).__name__) for step, error in rules.refusals(application)]


def test_a_plain_declaration_is_refused_nothing() -> None:
    assert refused(an_application()) == []


@pytest.mark.parametrize("ground", list(Ground))
def test_every_ground_can_be_declared(ground: Ground) -> None:
    age = {Ground.KIN_ELDERLY: 70, Ground.KIN_MINOR: 12}.get(ground, 30)
    filer = filed_by(Standing.PARENT) if age < 18 else an_application().filer
    subject = a_mover(age=age, relation="head" if ground is Ground.OWN else "child")
    assert refused(an_application(ground, subject=subject, filer=filer)) == []


@pytest.mark.parametrize("obstacle", [each for each in Obstacle if each is not Obstacle.NONE])
def test_nobody_registers_anew_at_a_place_of_article_23(obstacle: Obstacle) -> None:
    application = an_application(place=a_place(Ground.OWN, obstacle=obstacle))
    assert refused(application) == [("place", "ForbiddenPlace")]


def test_close_kin_may_join_who_lives_at_a_place_of_article_23() -> None:
    application = an_application(Ground.KIN_CLOSE, place=a_place(Ground.KIN_CLOSE, obstacle=Obstacle.DISPUTED))
    assert refused(application) == []


@pytest.mark.parametrize(
    ("area", "people", "enough"),
    [("24", 3, True), ("23.99", 3, False), ("8", 1, True), ("7.99", 1, False), ("100", 12, True), ("95.9", 12, False)],
)
def test_a_rented_dwelling_has_eight_square_metres_for_each(area: str, people: int, enough: bool) -> None:
    place = a_place(Ground.RENTED, floor_area=Decimal(area), residents=people)
    assert (refused(an_application(Ground.RENTED, place=place)) == []) is enough


def test_more_cannot_move_in_than_live_there() -> None:
    place = a_place(Ground.RENTED, floor_area=Decimal(40), residents=1)
    member = a_mover("Nguyễn Văn Em", pin="001215000011")
    assert refused(an_application(Ground.RENTED, place=place, members=(member,))) == [("place", "MoreMoveThanLive")]


@pytest.mark.parametrize(
    ("standing", "may"),
    [
        (Standing.PARENT, True),
        (Standing.GUARDIAN, True),
        (Standing.HOUSEHOLD_MEMBER, False),
        (Standing.AUTHORISED, False),
        (None, False),
    ],
)
def test_a_minor_is_registered_by_parent_or_guardian(standing: Standing | None, may: bool) -> None:
    application = an_application(Ground.KIN_CLOSE, subject=a_mover(age=17), filer=filed_by(standing))
    assert (("subject", "NeedsRepresentative") not in refused(application)) is may


def test_from_eighteen_on_people_file_for_themselves() -> None:
    assert refused(an_application(subject=a_mover(age=18, relation="head"))) == []


def test_a_minor_heads_no_new_household_that_has_adults() -> None:
    adult = a_mover("Nguyễn Văn Lớn", pin="001090000012", age=40)
    minor = a_mover(age=16, relation="head")
    application = an_application(subject=minor, filer=filed_by(Standing.GUARDIAN), members=(adult,))
    assert refused(application) == [("request", "AdultMustHead")]


def test_an_adult_who_moves_along_may_head_the_new_household() -> None:
    adult = a_mover("Nguyễn Văn Lớn", pin="001090000012", age=40, relation="head")
    application = an_application(subject=a_mover(), members=(adult,))
    assert refused(application) == []
    assert application.householder == Named("Nguyễn Văn Lớn", "001090000012")


def test_a_new_household_whose_head_no_longer_moves_is_asked_for_again() -> None:
    assert refused(an_application(subject=a_mover(relation=""))) == [("request", "HouseholderUnclear")]


def test_a_minor_does_not_file_for_others() -> None:
    application = an_application(filer=filed_by(Standing.AUTHORISED, minor=True))
    assert refused(application) == [("subject", "FilerIsMinor")]


def test_minors_among_themselves_may_have_a_minor_head() -> None:
    sibling = a_mover("Nguyễn Văn Em", pin="001212000012", age=14)
    minor = a_mover(age=16, relation="head")
    application = an_application(subject=minor, filer=filed_by(Standing.GUARDIAN), members=(sibling,))
    assert refused(application) == []


def test_nobody_is_named_twice() -> None:
    assert refused(an_application(members=(a_mover(),))) == [("members", "NamedTwice")]


def test_the_householder_of_the_place_does_not_move_there() -> None:
    application = an_application(Ground.KIN_CLOSE, head=Named("Nguyễn Thị Ánh", "001196000010"))
    assert refused(application) == [("place", "HeadAmongMovers")]


@pytest.mark.parametrize(("age", "may"), [(0, True), (5, True), (6, False), (30, False)])
def test_the_case_of_the_newborn_is_for_children_under_six(age: int, may: bool) -> None:
    application = an_application(
        Ground.KIN_CLOSE, origin=Origin.NEWBORN, subject=a_mover(age=age), filer=filed_by(Standing.PARENT)
    )
    assert (refused(application) == []) is may


@pytest.mark.parametrize(
    ("ground", "age", "error"),
    [
        (Ground.KIN_MINOR, 17, None),
        (Ground.KIN_MINOR, 18, "NotMinor"),
        (Ground.KIN_ELDERLY, 60, None),
        (Ground.KIN_ELDERLY, 59, "NotElderly"),
    ],
)
def test_grounds_of_age_ask_for_that_age(ground: Ground, age: int, error: str | None) -> None:
    filer = filed_by(Standing.PARENT) if age < 18 else an_application().filer
    found = refused(an_application(ground, subject=a_mover(age=age), filer=filer))
    assert found == ([("place", error)] if error else [])


@pytest.mark.parametrize("ground", [Ground.KIN_CLOSE, Ground.KIN_DISABLED, Ground.RENTED, Ground.CARE_FAMILY])
def test_who_joins_a_household_brings_its_heads_consent(ground: Ground) -> None:
    assert rules.needs_householder_consent(an_application(ground))


@pytest.mark.parametrize("ground", [Ground.OWN, Ground.FACILITY, Ground.POLICE, Ground.RELIGIOUS])
def test_other_grounds_ask_no_householder(ground: Ground) -> None:
    assert not rules.needs_householder_consent(an_application(ground, entry=Entry.JOIN))


def test_a_householder_who_files_himself_consents_by_filing() -> None:
    filer = filed_by(Standing.HOUSEHOLD_MEMBER, number=HEAD.pin)
    assert not rules.needs_householder_consent(an_application(Ground.KIN_CLOSE, filer=filer))


def test_an_unproved_account_with_the_heads_number_does_not_consent_for_him() -> None:
    filer = filed_by(Standing.HOUSEHOLD_MEMBER, number=HEAD.pin, proved=False)
    assert rules.needs_householder_consent(an_application(Ground.KIN_CLOSE, filer=filer))


@pytest.mark.parametrize(("age", "needed"), [(0, False), (5, False), (6, True)])
def test_children_under_six_join_their_parents_without_anybodys_consent(age: int, needed: bool) -> None:
    application = an_application(
        Ground.KIN_CLOSE, subject=a_mover(age=age), filer=filed_by(Standing.PARENT), owner=OWNER
    )
    assert rules.needs_householder_consent(application) is needed
    assert rules.needs_owner_consent(application) is needed


def test_an_adult_along_with_a_small_child_brings_consent() -> None:
    mother = a_mover("Nguyễn Thị Mẹ", pin="001190000013")
    child = a_mover(age=2)
    application = an_application(Ground.KIN_CLOSE, subject=child, members=(mother,), filer=filed_by(Standing.PARENT))
    assert rules.needs_householder_consent(application)


def test_an_owner_who_is_not_the_householder_consents_too() -> None:
    assert rules.needs_owner_consent(an_application(Ground.RENTED, owner=OWNER))
    assert not rules.needs_owner_consent(an_application(Ground.RENTED))


@pytest.mark.parametrize(
    ("member", "standing", "needed"),
    [
        (a_mover("Con", pin="001215000014", age=8, relation_to_subject="child"), None, False),
        (a_mover("Cháu", pin="001215000014", age=8, relation_to_subject="nephew_or_niece"), None, True),
        (a_mover("Con", pin="001215000014", age=8, relation_to_subject="child"), Standing.AUTHORISED, True),
        (a_mover("Con", pin="001215000014", age=20, relation_to_subject="nephew_or_niece"), None, False),
    ],
)
def test_a_minor_who_moves_along_without_his_parents_brings_their_consent(
    member: Any, standing: Standing | None, needed: bool
) -> None:
    filer = an_application().filer if standing is None else filed_by(standing)
    assert shared.needs_parental_consent(an_application(members=(member,), filer=filer)) is needed


@pytest.mark.parametrize(
    ("age", "declared", "ground"),
    [
        (15, None, Exemption.CHILD),
        (16, None, None),
        (59, None, None),
        (60, None, Exemption.ELDERLY),
        (30, Exemption.POOR_HOUSEHOLD, Exemption.POOR_HOUSEHOLD),
        (70, Exemption.MERIT, Exemption.ELDERLY),
    ],
)
def test_children_and_the_elderly_pay_nothing_and_others_where_they_say_why(
    age: int, declared: Exemption | None, ground: Exemption | None
) -> None:
    assert shared.exemption(an_application(subject=a_mover(age=age), exemption=declared)) is ground


def test_the_fee_follows_the_way_of_filing() -> None:
    application = an_application()
    assert rules.fee(application, Channel.PORTAL, ON).amount == Money(10_000)
    assert rules.fee(application, Channel.COUNTER, ON).amount == Money(20_000)


def test_who_is_exempt_pays_nothing_and_proves_it_unless_the_register_knows() -> None:
    poor = rules.fee(an_application(exemption=Exemption.POOR_HOUSEHOLD), Channel.PORTAL, ON)
    assert (poor.amount, poor.exemption, poor.proved) == (Money(0), "poor_household", False)
    child = rules.fee(an_application(subject=a_mover(age=3)), Channel.PORTAL, ON)
    assert (child.amount, child.exemption, child.proved) == (Money(0), "child", True)


def test_the_authority_has_seven_working_days() -> None:
    assert rules.time_limit(an_application(), ON) == TimeLimit.working_days(7)


@pytest.mark.parametrize("key", law.cases(ON))
def test_every_case_has_two_halves(key: str) -> None:
    origin, entry = case(key)
    assert f"{origin}_{entry}" == key


def test_a_newborn_makes_no_household() -> None:
    assert "newborn_new" not in law.cases(ON)


def test_an_unknown_birthday_is_taken_as_late_as_can_be() -> None:
    # Turns 18 some day in 2026: not surely an adult yet.
    application = an_application(subject=a_mover(born=PartialDate(2008), relation="head"))
    assert ("subject", "NeedsRepresentative") in refused(application)


@given(age=st.integers(0, 110), on=st.dates(date(2024, 1, 1), date(2040, 12, 30)).filter(lambda d: d.month != 2))
def test_age_alone_never_both_exempts_and_charges(age: int, on: date) -> None:
    application = replace(an_application(subject=a_mover(born=born_at_age(age, on=on))), on=on)
    fee = rules.fee(application, Channel.PORTAL, on)
    assert bool(fee.amount) == (16 <= age < 60)
    assert bool(fee.exemption) != bool(fee.amount)
