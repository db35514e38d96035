"""What can stand against a line, beside what the registers themselves refuse."""

from dancu.kernel.errors import Conflict, Invalid


class UnknownPlace(Invalid):
    """No commune is called so. Write commune, district where there was one, and province, parted by commas."""

    code = "intake.unknown_place"


class AmbiguousPlace(Invalid):
    """Several places may be meant: {places}. Write the kind of each unit, such as Phường, Quận, Xã, Huyện."""

    code = "intake.ambiguous_place"


class PlaceDivided(Invalid):
    """This commune was divided among {places}. Write in which of them the place lies today."""

    code = "intake.place_divided"


class PlaceWithoutSuccessor(Invalid):
    """It is not known which commune of today this place lies in. Write today's commune and province."""

    code = "intake.place_without_successor"


class OutsideJurisdiction(Invalid):
    """This place lies outside the jurisdiction of the agency that sent the file. Let the agency of the place send it."""

    code = "intake.outside_jurisdiction"


class NumberDoesNotFit(Invalid):
    """The personal number was made for another year of birth or sex. Check number, date of birth and sex."""

    code = "intake.number_does_not_fit"


class NotYetBorn(Invalid):
    """The date of birth is in the future."""

    code = "intake.not_yet_born"


class NotYetThere(Invalid):
    """This day is in the future, or before the person was born."""

    code = "intake.not_yet_there"


class NotVietnamese(Invalid):
    """This form is for Vietnamese citizens. Foreigners have a record of another kind."""

    code = "intake.not_vietnamese"


class OwnKin(Invalid):
    """Nobody is his own father, mother or spouse. Check the numbers."""

    code = "intake.own_kin"


class MarriedOrNot(Invalid):
    """A wife or husband is named, and the marital status is another than married."""

    code = "intake.married_or_not"


class RelationWithoutHome(Invalid):
    """Whose household it is can only be entered with a permanent residence."""

    code = "intake.relation_without_home"


class RelationMissing(Invalid):
    """Say what the person is to the householder, and who that is."""

    code = "intake.relation_missing"


class HeadIsAnother(Invalid):
    """The line says that this person is the householder, and names another one."""

    code = "intake.head_is_another"


class UnknownHead(Invalid):
    """The householder is neither in the register nor in this file. Add his line, or his number."""

    code = "intake.unknown_head"


class TwiceInFile(Conflict):
    """Line {line} of this file has the same personal number."""

    code = "intake.twice_in_file"


class AnotherName(Invalid):
    """The register knows this number under another name. Check number and name."""

    code = "intake.another_name"


class SaysAnother(Conflict):
    """The register does not say any more what this line replaces. Look at the record before you send the line anew."""

    code = "intake.says_another"


class NotCorrectedSo(Invalid):
    """This cannot be read. Write it as the form DC01 does."""

    code = "intake.not_corrected_so"


class LineFailed(Conflict):
    """This line could not be entered because of a fault on our side. We have been told; send it again later."""

    code = "intake.line_failed"
