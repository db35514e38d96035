"""Relations to the householder: the list of Circular 116/2026/TT-BCA art. 6.1, which has no official codes."""

from enum import StrEnum

from dancu.kernel.dates import PartialDate
from dancu.kernel.sex import Sex


class Relation(StrEnum):
    HEAD = "head"
    WIFE = "wife"
    HUSBAND = "husband"
    FATHER = "father"
    MOTHER = "mother"
    WIFES_FATHER = "wifes_father"
    WIFES_MOTHER = "wifes_mother"
    HUSBANDS_FATHER = "husbands_father"
    HUSBANDS_MOTHER = "husbands_mother"
    ADOPTIVE_FATHER = "adoptive_father"
    ADOPTIVE_MOTHER = "adoptive_mother"
    STEPFATHER = "stepfather"
    STEPMOTHER = "stepmother"
    CHILD = "child"
    DAUGHTER_IN_LAW = "daughter_in_law"
    SON_IN_LAW = "son_in_law"
    ADOPTED_CHILD = "adopted_child"
    STEPCHILD = "stepchild"
    PATERNAL_GRANDFATHER = "paternal_grandfather"
    PATERNAL_GRANDMOTHER = "paternal_grandmother"
    MATERNAL_GRANDFATHER = "maternal_grandfather"
    MATERNAL_GRANDMOTHER = "maternal_grandmother"
    OLDER_BROTHER = "older_brother"
    OLDER_SISTER = "older_sister"
    YOUNGER_SIBLING = "younger_sibling"
    NEPHEW_OR_NIECE = "nephew_or_niece"
    HALF_SIBLING = "half_sibling"
    OLDER_SISTERS_HUSBAND = "older_sisters_husband"
    YOUNGER_SISTERS_HUSBAND = "younger_sisters_husband"
    OLDER_BROTHERS_WIFE = "older_brothers_wife"
    YOUNGER_BROTHERS_WIFE = "younger_brothers_wife"
    PATERNAL_GREAT_GRANDPARENT = "paternal_great_grandparent"
    MATERNAL_GREAT_GRANDPARENT = "maternal_great_grandparent"
    GRANDCHILD_BY_SON = "grandchild_by_son"
    GRANDCHILD_BY_DAUGHTER = "grandchild_by_daughter"
    UNCLE_OR_AUNT = "uncle_or_aunt"
    GREAT_GRANDCHILD = "great_grandchild"
    GUARDIAN = "guardian"
    WARD = "ward"
    TENANT = "tenant"
    BORROWER = "borrower"
    GUEST = "guest"
    CO_TENANT = "co_tenant"
    CO_BORROWER = "co_borrower"
    CO_GUEST = "co_guest"
    NOT_STATED = "not_stated"
    """Not in the official list: the head changed and nobody said yet what this member is to the new one."""


STATED = tuple(relation for relation in Relation if relation is not Relation.NOT_STATED)

R = Relation
SPOUSES = (R.WIFE, R.HUSBAND)
_UNCHANGED_FOR_A_SPOUSE = {
    R.CHILD, R.DAUGHTER_IN_LAW, R.SON_IN_LAW, R.GRANDCHILD_BY_SON, R.GRANDCHILD_BY_DAUGHTER, R.GREAT_GRANDCHILD,
}  # fmt: skip
_OF_A_HUSBAND = {
    R.FATHER: R.HUSBANDS_FATHER,
    R.MOTHER: R.HUSBANDS_MOTHER,
    R.WIFES_FATHER: R.FATHER,
    R.WIFES_MOTHER: R.MOTHER,
}
_OF_A_WIFE = {
    R.FATHER: R.WIFES_FATHER,
    R.MOTHER: R.WIFES_MOTHER,
    R.HUSBANDS_FATHER: R.FATHER,
    R.HUSBANDS_MOTHER: R.MOTHER,
}


def to_new_head(
    member: Relation, *, new_head: Relation, old_head_sex: Sex, born: PartialDate, sex: Sex, head_born: PartialDate
) -> Relation:
    """Return what a member is to the new head, from what both were to the old one; NOT_STATED where that does not follow.

    `member` is HEAD for the old head himself. `born` and `sex` are the member's, `head_born` the new head's.
    """
    if new_head in SPOUSES:
        return _to_the_spouse(member, old_head_sex)
    if new_head is R.CHILD:
        return _to_a_child(member, old_head_sex, older=born.latest < head_born.latest, sex=sex)
    if new_head in (R.FATHER, R.MOTHER):
        return _to_a_parent(member, old_head_sex)
    return R.NOT_STATED


def _to_the_spouse(member: Relation, old_head_sex: Sex) -> Relation:
    husband_was_head = old_head_sex is Sex.MALE
    if member is R.HEAD:
        return R.HUSBAND if husband_was_head else R.WIFE
    if member in _UNCHANGED_FOR_A_SPOUSE:
        return member
    return (_OF_A_HUSBAND if husband_was_head else _OF_A_WIFE).get(member, R.NOT_STATED)


def _to_a_child(member: Relation, old_head_sex: Sex, *, older: bool, sex: Sex) -> Relation:
    match member:
        case R.HEAD:
            return R.FATHER if old_head_sex is Sex.MALE else R.MOTHER
        case R.WIFE:
            return R.MOTHER
        case R.HUSBAND:
            return R.FATHER
        case R.CHILD if older:
            return R.OLDER_BROTHER if sex is Sex.MALE else R.OLDER_SISTER
        case R.CHILD:
            return R.YOUNGER_SIBLING
        case R.FATHER:
            return R.PATERNAL_GRANDFATHER if old_head_sex is Sex.MALE else R.MATERNAL_GRANDFATHER
        case R.MOTHER:
            return R.PATERNAL_GRANDMOTHER if old_head_sex is Sex.MALE else R.MATERNAL_GRANDMOTHER
        case _:
            return R.NOT_STATED


def _to_a_parent(member: Relation, old_head_sex: Sex) -> Relation:
    match member:
        case R.HEAD:
            return R.CHILD
        case R.FATHER:
            return R.HUSBAND
        case R.MOTHER:
            return R.WIFE
        case R.WIFE:
            return R.DAUGHTER_IN_LAW
        case R.HUSBAND:
            return R.SON_IN_LAW
        case R.CHILD:
            return R.GRANDCHILD_BY_SON if old_head_sex is Sex.MALE else R.GRANDCHILD_BY_DAUGHTER
        case R.OLDER_BROTHER | R.OLDER_SISTER | R.YOUNGER_SIBLING:
            return R.CHILD
        case _:
            return R.NOT_STATED
