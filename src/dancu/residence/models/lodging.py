"""Tables of lodging: who has guests, what notice was given of them, who stays where for some nights."""

from django.db import models
from django.db.models import F, Q

from dancu.platform.refs import Ref
from dancu.residence.domain.stays import FacilityKind, IdKind, NoticeWay, Withdrawal


class LodgingFacility(models.Model):
    """A place that has guests as a trade or service, and the account that gives notice of them."""

    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    unit = Ref("places.AdministrativeUnit", db_index=False)
    address_line = models.CharField(max_length=200)
    key = models.CharField(max_length=64, db_collation="C")
    """Its name and place however they are written, as `facilities.key_of` returns them."""
    manager = models.CharField(max_length=160)
    phone = models.CharField(max_length=16, blank=True)
    account = Ref("accounts.Account", null=True, db_index=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(closed_at=None), name="one_open_facility_of_a_name_at_a_place"
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(closed_at=None), name="one_open_facility_an_account"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in FacilityKind]), name="kind_of_open_facility_is_known"
            ),
        ]
        indexes = [models.Index(fields=["unit", "name"], name="facilities_in_a_unit")]


class LodgingNotice(models.Model):
    """What a household or facility told of its guests at one time."""

    facility_kind = models.CharField(max_length=16)
    facility_name = models.CharField(max_length=200, blank=True)
    unit = Ref("places.AdministrativeUnit", db_index=False)
    address_line = models.CharField(max_length=200)
    place_key = models.CharField(max_length=200, db_collation="C")
    """The address line as `rules.bare_line` writes it, so that a place is found however its address was typed."""
    way = models.CharField(max_length=16)
    by_guest = models.BooleanField()
    """The one who stays gave notice himself."""
    notified_at = models.DateTimeField()
    """When it was given; of one that was written down, when it was received."""
    notifier = models.CharField(max_length=160, blank=True, default="", db_default="")
    """Who gave a notice that was written down, by name."""
    officer = Ref("offices.Officer", null=True, db_index=False)
    """Who wrote it down, of one that came by telephone or on paper; he and its account exclude each other."""
    agency = Ref("offices.Agency", null=True, db_index=False)
    """Whose officer that was."""
    dossier = Ref("casework.Dossier", null=True, db_index=False)
    facility = models.ForeignKey(LodgingFacility, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    account = Ref("accounts.Account", null=True, db_index=False)
    """Who gave it; nobody else is shown it but the police."""
    sending = models.UUIDField(null=True)
    """The page that was sent: sent twice, it is one notice."""
    said = models.CharField(max_length=64, blank=True, default="", db_default="")
    """Digest of what the page said."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(facility_kind__in=[each.value for each in FacilityKind]), name="kind_of_facility_is_known"
            ),
            models.CheckConstraint(
                condition=Q(way__in=[each.value for each in NoticeWay]), name="way_of_notice_is_known"
            ),
            models.UniqueConstraint(
                fields=["account", "sending"], condition=Q(sending__isnull=False), name="one_notice_a_sending"
            ),
            models.UniqueConstraint(
                fields=["officer", "sending"], condition=Q(sending__isnull=False), name="one_written_down_a_sending"
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=True) | Q(officer__isnull=True), name="given_by_an_account_or_written_down"
            ),
            models.CheckConstraint(
                condition=Q(officer__isnull=True, agency__isnull=True) | Q(officer__isnull=False, agency__isnull=False),
                name="written_down_by_an_officer_of_an_agency",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="notices_of_an_account", condition=Q(account__isnull=False)),
            models.Index(fields=["agency", "-id"], name="notices_written_down", condition=Q(agency__isnull=False)),
        ]


class Stay(models.Model):
    """One guest for some nights, as stated; stays form no chain, and one elsewhere never stands in the way."""

    notice = models.ForeignKey(LodgingNotice, on_delete=models.PROTECT, related_name="stays", db_index=False)
    unit = Ref("places.AdministrativeUnit", db_index=False)
    """The notice's, so that those who stay in a commune tonight are found among all who ever did."""
    account = Ref("accounts.Account", null=True, db_index=False)
    """The notice's, for the list of tonight's guests of who has had very many."""
    person = Ref("population.Person", null=True, db_index=False)
    """Whom the register knows by the stated number and name."""
    name = models.CharField(max_length=160)
    birth_year = models.PositiveSmallIntegerField()
    birth_month = models.PositiveSmallIntegerField(null=True)
    birth_day = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=6)
    nationality = models.CharField(max_length=3)
    id_kind = models.CharField(max_length=16)
    id_number = models.CharField(max_length=40, blank=True)
    occupation = models.CharField(max_length=120, blank=True)
    workplace = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    room = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    arrives_at = models.DateTimeField()
    since = models.DateField()
    until = models.DateField(null=True)
    """The day he leaves or left; null for close kin who come often."""
    late = models.BooleanField()
    ended = models.BooleanField(default=False, db_default=False)
    """Somebody said that he left; the day may be the one that was stated."""
    withdrawn = models.CharField(max_length=16, blank=True, default="", db_default="")
    """Why notice should not have been given of him: a `Withdrawal`; then he is on no list."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="a_stay_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(id_kind__in=[each.value for each in IdKind]), name="kind_of_number_is_known"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn__in=["", *(each.value for each in Withdrawal)]),
                name="why_a_stay_was_withdrawn_is_known",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "until"], name="stays_in_a_unit"),
            models.Index(fields=["notice"], name="stays_of_a_notice"),
            models.Index(fields=["account", "until"], name="stays_of_an_account", condition=Q(account__isnull=False)),
            models.Index(fields=["id_number"], name="stays_by_passport", condition=Q(id_kind=IdKind.PASSPORT.value)),
            models.Index(fields=["person", "since"], name="stays_of_a_person", condition=Q(person__isnull=False)),
        ]
