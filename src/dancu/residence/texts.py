"""The official words for what the codes of residence stand for."""

from django.utils.translation import gettext_lazy as _

from dancu.residence.domain.absence import Category
from dancu.residence.domain.cancellation import CancelGround, Done
from dancu.residence.domain.relations import Relation
from dancu.residence.domain.residence import EndGround, Ground, Kind
from dancu.residence.domain.stays import FacilityKind, IdKind, NoticeWay, Withdrawal

KINDS = {
    Kind.PERMANENT: _("Permanent residence"),
    Kind.TEMPORARY: _("Temporary residence"),
    Kind.CURRENT: _("Current residence"),
}

GROUNDS = {
    Ground.OWN_DWELLING: _("Own lawful dwelling (art. 20.1)"),
    Ground.WITH_KIN: _("With kin (art. 20.2)"),
    Ground.RENTED_OR_LENT: _("Rented or lent dwelling, living with others (art. 20.3)"),
    Ground.RELIGIOUS_PLACE: _("Religious place (art. 20.4)"),
    Ground.CARE: _("Social assistance place or caring family (art. 20.5)"),
    Ground.VEHICLE: _("Vehicle used as a dwelling (art. 20.6)"),
    Ground.BARRACKS: _("Place of a unit of the armed forces"),
    Ground.TEMPORARY_STAY: _("Lives outside the commune of permanent residence (art. 27)"),
    Ground.NO_REGISTRATION: _("Does not meet the conditions for registration (art. 19)"),
    Ground.INTAKE: _("First entry in the database"),
}

END_GROUNDS = {
    EndGround.MOVED: _("Registered permanently elsewhere (art. 22)"),
    EndGround.DEAD_OR_MISSING: _("Died, or declared missing or dead by a court (arts. 24.1 a, 29.1 a)"),
    EndGround.SETTLED_ABROAD: _("Settled abroad (art. 24.1 b)"),
    EndGround.CANCELLED: _("The registration was cancelled (arts. 24.1 c, 29.1 b)"),
    EndGround.AWAY: _("Away without registration elsewhere or declared absence (arts. 24.1 d, 29.1 c)"),
    EndGround.NATIONALITY_LOST: _("Vietnamese nationality renounced, stripped or annulled (arts. 24.1 đ, 29.1 d)"),
    EndGround.LEASE_ENDED: _("Rent, loan or stay with others ended (arts. 24.1 e, 29.1 e)"),
    EndGround.DWELLING_TRANSFERRED: _("The dwelling has another owner (arts. 24.1 g, 29.1 g)"),
    EndGround.OWNER_REFUSES: _("The owner of the dwelling does not agree to the registration (art. 24.1 h)"),
    EndGround.DWELLING_GONE: _("The dwelling is gone or the vehicle struck off (arts. 24.1 i, 29.1 h)"),
    EndGround.PERMANENT_HERE: _("Registered permanently at the place of temporary residence (art. 29.1 đ)"),
    EndGround.TEMPORARY_ELSEWHERE: _("Registered temporarily elsewhere (art. 27)"),
    EndGround.REGISTERED: _("Registered permanently or temporarily (art. 19)"),
    EndGround.EXTENDED: _("Extended (art. 27)"),
    EndGround.EXPIRED: _("The term of temporary residence is over (art. 27)"),
    EndGround.LIVES_ELSEWHERE: _("Lives elsewhere by now (art. 19)"),
    EndGround.SPLIT: _("Belongs to another household of the same dwelling (art. 25)"),
    EndGround.RETURNED: _("Returned (art. 31)"),
    EndGround.EMPTY: _("Goes on without the household"),
}

CANCEL_GROUNDS = {
    CancelGround.WRONG_AUTHORITY: _("Registered by an authority that was not competent (art. 35)"),
    CancelGround.WRONG_SUBJECT: _("Registered for somebody whom it is not for (art. 35)"),
    CancelGround.WRONG_CONDITIONS: _("Registered though the conditions were not met (art. 35)"),
}

DONE = {
    Done.DELETION: _("Deletion of a registration"),
    Done.EXTENSION: _("Extension of temporary residence"),
    Done.REGISTRATION: _("Registration"),
    Done.ABSENCE: _("Declaration of absence"),
    Done.RETURN: _("End of an absence"),
    Done.HEAD_CHANGE: _("Change of the householder"),
    Done.RELATION_CHANGE: _("Change of a relation to the householder"),
    Done.CLASSIFICATION: _("Entry of special categories"),
    Done.OTHER: _("Other entry"),
}

CATEGORIES = {
    Category.ACCUSED_OR_CONVICTED: _("Accused at liberty, or serving a sentence outside prison (art. 31.1 a)"),
    Category.UNDER_MEASURES: _("Under education in the commune or awaiting a compulsory measure (art. 31.1 b)"),
    Category.BOUND_TO_SERVE: _("Of the age of military service or bound by another duty to the State (art. 31.1 c)"),
    Category.OTHER: _("Away for 12 months or more (art. 31.1 d)"),
}

FACILITY_KINDS = {
    FacilityKind.FAMILY: _("Family household"),
    FacilityKind.CLINIC: _("Place of medical examination and treatment"),
    FacilityKind.TOURIST: _("Tourist accommodation"),
    FacilityKind.INDUSTRIAL_ZONE: _("Accommodation in an industrial zone"),
    FacilityKind.DORMITORY: _("Dormitory, housing for pupils and students"),
    FacilityKind.WORKERS_HOUSING: _("Workers' housing, camp"),
    FacilityKind.RELIGIOUS: _("Place of belief or religion"),
    FacilityKind.VEHICLE: _("Vehicle"),
    FacilityKind.ROOMS_FOR_RENT: _("House divided into rooms for rent"),
    FacilityKind.OTHER: _("Other place"),
}

NOTICE_WAYS = {
    NoticeWay.IN_PERSON: _("In person"),
    NoticeWay.PHONE: _("By telephone"),
    NoticeWay.LETTER_BOX: _("By letter box"),
    NoticeWay.E_MAIL: _("By email"),
    NoticeWay.WEB_OR_APP: _("On a website or in an app"),
    NoticeWay.SOFTWARE: _("By lodging software"),
}

WITHDRAWALS = {
    Withdrawal.NOT_COME: _("The guest did not come"),
    Withdrawal.NAMED_TWICE: _("The guest was named twice"),
    Withdrawal.WRONG_GUEST: _("Somebody else was meant"),
}

ID_KINDS = {
    IdKind.PIN: _("Personal identification number"),
    IdKind.OLD_ID_NUMBER: _("Old identity card number (9 digits)"),
    IdKind.PASSPORT: _("Passport"),
    IdKind.OTHER: _("Another paper"),
    IdKind.NONE: _("No paper"),
}

RELATIONS = {
    Relation.HEAD: _("Householder"),
    Relation.WIFE: _("Wife"),
    Relation.HUSBAND: _("Husband"),
    Relation.FATHER: _("Father"),
    Relation.MOTHER: _("Mother"),
    Relation.WIFES_FATHER: _("Wife's father"),
    Relation.WIFES_MOTHER: _("Wife's mother"),
    Relation.HUSBANDS_FATHER: _("Husband's father"),
    Relation.HUSBANDS_MOTHER: _("Husband's mother"),
    Relation.ADOPTIVE_FATHER: _("Adoptive father"),
    Relation.ADOPTIVE_MOTHER: _("Adoptive mother"),
    Relation.STEPFATHER: _("Stepfather"),
    Relation.STEPMOTHER: _("Stepmother"),
    Relation.CHILD: _("Son or daughter"),
    Relation.DAUGHTER_IN_LAW: _("Daughter-in-law"),
    Relation.SON_IN_LAW: _("Son-in-law"),
    Relation.ADOPTED_CHILD: _("Adopted child"),
    Relation.STEPCHILD: _("Wife's or husband's own child"),
    Relation.PATERNAL_GRANDFATHER: _("Paternal grandfather"),
    Relation.PATERNAL_GRANDMOTHER: _("Paternal grandmother"),
    Relation.MATERNAL_GRANDFATHER: _("Maternal grandfather"),
    Relation.MATERNAL_GRANDMOTHER: _("Maternal grandmother"),
    Relation.OLDER_BROTHER: _("Older brother"),
    Relation.OLDER_SISTER: _("Older sister"),
    Relation.YOUNGER_SIBLING: _("Younger brother or sister"),
    Relation.NEPHEW_OR_NIECE: _("Nephew or niece"),
    Relation.HALF_SIBLING: _("Brother or sister by one parent"),
    Relation.OLDER_SISTERS_HUSBAND: _("Older sister's husband"),
    Relation.YOUNGER_SISTERS_HUSBAND: _("Younger sister's husband"),
    Relation.OLDER_BROTHERS_WIFE: _("Older brother's wife"),
    Relation.YOUNGER_BROTHERS_WIFE: _("Younger brother's wife"),
    Relation.PATERNAL_GREAT_GRANDPARENT: _("Paternal great-grandparent"),
    Relation.MATERNAL_GREAT_GRANDPARENT: _("Maternal great-grandparent"),
    Relation.GRANDCHILD_BY_SON: _("Son's child"),
    Relation.GRANDCHILD_BY_DAUGHTER: _("Daughter's child"),
    Relation.UNCLE_OR_AUNT: _("Uncle or aunt"),
    Relation.GREAT_GRANDCHILD: _("Great-grandchild"),
    Relation.GUARDIAN: _("Guardian"),
    Relation.WARD: _("Ward of a guardian"),
    Relation.TENANT: _("Tenant"),
    Relation.BORROWER: _("Lives in a lent dwelling"),
    Relation.GUEST: _("Lives with the householder as a guest"),
    Relation.CO_TENANT: _("Fellow tenant"),
    Relation.CO_BORROWER: _("Fellow in a lent dwelling"),
    Relation.CO_GUEST: _("Fellow guest"),
    Relation.NOT_STATED: _("Not stated yet"),
}

FORMS = {
    "CT01": _("Declaration of changes in residence information"),
    "CT02": _("Declaration of changes in residence information, of citizens abroad without a valid passport"),
    "CT03": _("Declaration of temporary absence"),
    "CT04": _("Receipt of the dossier and appointment for the result"),
    "CT05": _("Instructions to supplement the dossier"),
    "CT06": _("Refusal to receive or settle the dossier"),
    "CT07": _("Confirmation of residence information"),
    "CT08": _("Notice of the result or of the cancellation of a registration"),
    "CT09": _("Decision to cancel a registration of residence"),
    "CT10": _("Request to verify residence information"),
}


def form_name(number: str) -> str:
    """Name a form as people call it, with its number; the number alone where it is none of residence."""
    return f"{FORMS[number]} ({number})" if number in FORMS else number
