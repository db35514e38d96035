"""Tables of accounts. Codes, links, session and device tokens are kept as digests only."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from dancu.accounts.domain.realms import Kind, Realm


class Particulars(models.Model):
    """What the registration form asks; a claim holds it first, the account then."""

    kind = models.CharField(max_length=16, choices=[(kind.value, kind.name) for kind in Kind])
    username = models.CharField(max_length=32, db_collation="C")
    id_number = models.CharField(max_length=12, blank=True, db_collation="C")
    id_issued_on = models.DateField(null=True)
    id_issued_at = models.CharField(max_length=200, blank=True)
    full_name = models.CharField(max_length=160)
    organisation_name = models.CharField(max_length=200, blank=True)
    born = models.DateField(null=True)
    phone = models.CharField(max_length=16, blank=True)
    fax = models.CharField(max_length=16, blank=True)
    email = models.EmailField()
    website = models.URLField(blank=True)
    commune_code = models.CharField(max_length=5, blank=True)
    commune_since = models.DateField(null=True)
    """With the code, the key of the commune: places stand beside accounts, so no foreign key leads there."""
    address_line = models.CharField(max_length=200, blank=True)
    facility_kind = models.CharField(max_length=16, blank=True, default="", db_default="")
    facility_key = models.CharField(max_length=64, blank=True, default="", db_default="", db_collation="C")
    photo = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=2, default="vi")

    class Meta:
        abstract = True


class Account(AbstractBaseUser, Particulars):
    last_login = None  # sessions tell
    realm = models.CharField(max_length=16, choices=[(realm.value, realm.name) for realm in Realm])
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=32, blank=True)
    owner_told_at = models.DateTimeField(null=True)
    """When its owner was last told that somebody asked for its number."""

    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["realm", "username"], condition=Q(closed_at=None), name="one_open_account_a_number"
            ),
            models.UniqueConstraint(
                fields=["facility_key"],
                condition=Q(closed_at=None) & ~Q(facility_key=""),
                name="one_open_account_a_facility",
            ),
            models.CheckConstraint(
                condition=Q(realm__in=[realm.value for realm in Realm]), name="account_realm_is_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="account_kind_is_known"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_because="") | Q(closed_at__isnull=False) & ~Q(closed_because=""),
                name="a_closed_account_says_why",
            ),
        ]


class RegistrationClaim(Particulars):
    """A registration that waits for its code; it takes no number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    password = models.CharField(max_length=128)
    code_digest = models.CharField(max_length=64)
    link_digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    sendings = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)
    account = models.OneToOneField(Account, on_delete=models.PROTECT, null=True, related_name="+")


class KnownDevice(models.Model):
    """A browser that this account has signed in from."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="devices")
    digest = models.CharField(max_length=64)
    last_used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="one_row_a_device_and_account")]


class Session(models.Model):
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sessions")
    realm = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    half_open = models.BooleanField(default=False)
    """The password was right, the second factor is still to come."""
    source = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-last_seen_at"], name="sessions_of_an_account")]


class Tally(models.Model):
    """Attempts under one key; the key is a digest, so neither numbers nor addresses can be read from it."""

    key = models.CharField(max_length=64, primary_key=True)
    attempts = models.PositiveIntegerField()
    last_at = models.DateTimeField(db_index=True)
    free_at = models.DateTimeField()


class PasswordReset(models.Model):
    """A wish for a new password; kept also for a number that nobody has, so that both answers cost the same."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=~Q(digest=""), name="one_reset_a_link"),
        ]


class SecondFactor(models.Model):
    """A shared secret for time-based codes (RFC 6238), sealed by the master key."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="+")
    sealed = models.TextField()
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    """The time step of the last code taken: no code is good twice."""


class RecoveryCode(models.Model):
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="one_row_a_recovery_code")]


class Passkey(models.Model):
    """A key that a device or a security key holds for an officer (W3C Web Authentication); we keep its public half."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    credential = models.TextField(unique=True)
    """Its id, base64url."""
    public_key = models.BinaryField()
    """COSE, as the device gave it."""
    sign_count = models.BigIntegerField()
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
