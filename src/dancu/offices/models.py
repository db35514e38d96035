"""Tables of offices."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from dancu.offices.domain.jurisdiction import AgencyLevel
from dancu.platform.refs import Ref


class Agency(models.Model):
    code = models.CharField(max_length=16, unique=True, db_collation="C")
    scope = models.CharField(max_length=16, db_collation="C")
    """The beginning of the codes of all agencies that this one sees."""
    level = models.CharField(max_length=16)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    unit = Ref("places.AdministrativeUnit", null=True)
    """The unit it is in charge of; the centre has none."""
    name = models.CharField(max_length=160)
    phone = models.CharField(max_length=16, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    """Which agency does its work since it was closed."""
    demo = models.BooleanField(default=False)
    """Whether its code and phone are made up."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in AgencyLevel]), name="agency_level_is_known"
            ),
            models.CheckConstraint(condition=Q(code__regex=r"^G01(\.[0-9]{3}){3}$"), name="agency_code_is_well_formed"),
            models.CheckConstraint(condition=Q(code__startswith=F("scope")), name="agency_sees_itself"),
            models.CheckConstraint(condition=Q(closed_on__gt=F("opened_on")), name="agency_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(level=AgencyLevel.CENTRAL.value, parent__isnull=True, unit__isnull=True)
                | ~Q(level=AgencyLevel.CENTRAL.value) & Q(parent__isnull=False, unit__isnull=False),
                name="only_the_centre_has_no_parent_and_no_unit",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(closed_on__isnull=False) & ~Q(successor=F("id")),
                name="only_a_closed_agency_has_a_successor",
            ),
        ]


class FormerName(models.Model):
    """What an agency was called until a day."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="former_names", db_index=False)
    name = models.CharField(max_length=160)
    until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "until"], name="one_former_name_an_agency_and_day")]


class ComingName(models.Model):
    """What an agency is called from a day to come; every reader calls it so from that day, and the next act settles it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="coming_names", db_index=False)
    name = models.CharField(max_length=160)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency"], name="one_coming_name_an_agency")]


class PermissionGroup(models.Model):
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=160)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="groups")
    """Whose group it is; null for the centre's, which every agency may use."""
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey("Officer", on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    """Who gave or took its rights last; null where only the system did."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code"], nulls_distinct=False, name="one_group_an_agency_and_code"
            )
        ]


class Grant(models.Model):
    """One ticked box of a group's matrix."""

    group = models.ForeignKey(PermissionGroup, on_delete=models.CASCADE, related_name="grants")
    subsystem = models.CharField(max_length=32)
    function = models.CharField(max_length=32)
    action = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "subsystem", "function", "action"], name="one_grant_a_box")
        ]


class Officer(models.Model):
    account = Ref("accounts.Account", db_index=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="officers")
    full_name = models.CharField(max_length=160)
    position = models.CharField(max_length=160)
    pin = models.CharField(max_length=12, blank=True, db_collation="C")
    former_pins = ArrayField(models.CharField(max_length=12), default=list, db_default=[])
    """Numbers that he bore before: what concerns them concerns him."""
    """His own personal identification number, so that he handles no dossier about himself or his household."""
    groups = models.ManyToManyField(PermissionGroup, related_name="officers")
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], name="one_officer_an_account"),
            models.CheckConstraint(condition=Q(pin__regex=r"^([0-9]{12})?$"), name="officer_pin_has_twelve_digits"),
            models.UniqueConstraint(
                fields=["pin"], condition=~Q(pin="") & Q(active=True), name="one_active_officer_a_person"
            ),
        ]


class ListFilter(models.Model):
    """What an officer chose last in a list; it names nobody."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, db_index=False, related_name="+")
    listing = models.CharField(max_length=32, db_collation="C")
    query = models.CharField(max_length=600)
    """As the address of the list writes it."""
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "listing"], name="one_filter_an_officer_and_list")]


class SecondFactorReset(models.Model):
    """A wish that an officer may set his second factor up anew; who asks for it does not grant it."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="resets")
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, db_index=False, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer"], condition=Q(decided_at=None), name="one_open_reset_an_officer"),
            models.CheckConstraint(
                condition=Q(granted=False) | ~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("officer")),
                name="another_pair_of_eyes_grants_a_reset",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, granted=False)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="a_decided_reset_says_by_whom",
            ),
        ]
