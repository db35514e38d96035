import pytest

from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex
from dancu.residence import texts
from dancu.residence.domain.relations import STATED, Relation, to_new_head
from dancu.residence.domain.residence import Ground, Kind
from dancu.residence.domain.rules import same_line

R = Relation


@pytest.mark.parametrize(
    ("old_head", "new_head", "member", "becomes"),
    [
        (Sex.MALE, R.WIFE, R.HEAD, R.HUSBAND),
        (Sex.MALE, R.WIFE, R.CHILD, R.CHILD),
        (Sex.MALE, R.WIFE, R.MOTHER, R.HUSBANDS_MOTHER),
        (Sex.MALE, R.WIFE, R.WIFES_FATHER, R.FATHER),
        (Sex.FEMALE, R.HUSBAND, R.HEAD, R.WIFE),
        (Sex.FEMALE, R.HUSBAND, R.FATHER, R.WIFES_FATHER),
        (Sex.FEMALE, R.HUSBAND, R.YOUNGER_SIBLING, R.NOT_STATED),
        (Sex.MALE, R.CHILD, R.HEAD, R.FATHER),
        (Sex.MALE, R.CHILD, R.WIFE, R.MOTHER),
        (Sex.FEMALE, R.CHILD, R.MOTHER, R.MATERNAL_GRANDMOTHER),
        (Sex.MALE, R.CHILD, R.DAUGHTER_IN_LAW, R.NOT_STATED),
        (Sex.FEMALE, R.FATHER, R.HEAD, R.CHILD),
        (Sex.FEMALE, R.FATHER, R.CHILD, R.GRANDCHILD_BY_DAUGHTER),
        (Sex.MALE, R.MOTHER, R.WIFE, R.DAUGHTER_IN_LAW),
        (Sex.MALE, R.GUEST, R.CHILD, R.NOT_STATED),
    ],
)
def test_what_a_member_is_to_the_new_head(
    old_head: Sex, new_head: Relation, member: Relation, becomes: Relation
) -> None:
    born = PartialDate(1990)
    assert (
        to_new_head(member, new_head=new_head, old_head_sex=old_head, born=born, sex=Sex.MALE, head_born=born)
        is becomes
    )


@pytest.mark.parametrize(
    ("born", "sex", "becomes"),
    [(1985, Sex.MALE, R.OLDER_BROTHER), (1985, Sex.FEMALE, R.OLDER_SISTER), (1995, Sex.MALE, R.YOUNGER_SIBLING)],
)
def test_brothers_and_sisters_of_a_child_who_takes_over(born: int, sex: Sex, becomes: Relation) -> None:
    found = to_new_head(
        R.CHILD, new_head=R.CHILD, old_head_sex=Sex.MALE, born=PartialDate(born), sex=sex, head_born=PartialDate(1990)
    )
    assert found is becomes


def test_every_code_has_its_official_words() -> None:
    assert set(texts.RELATIONS) == set(Relation)
    assert set(texts.GROUNDS) == set(Ground)
    assert set(texts.KINDS) == set(Kind)
    assert R.NOT_STATED not in STATED


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Số 1, phố Huế", "số 1  Phố Huế.", True),
        ("12/3 Lê Lợi", "12 3 Lê Lợi", False),
        ("Số 1 phố Huế", "Số 11 phố Huế", False),
    ],
)
def test_an_address_line_is_the_same_in_any_case_and_punctuation(one: str, other: str, same: bool) -> None:
    assert same_line(one, other) is same
