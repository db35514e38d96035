"""Tables of keys and their certificates; no private key is here that the master key does not seal."""

from django.db import models
from django.db.models import F, Q

from dancu.trust.domain.keys import HolderKind, KeyPurpose


class Key(models.Model):
    id = models.CharField(primary_key=True, max_length=43, db_collation="C")
    """Thumbprint of the public key (RFC 7638)."""
    purpose = models.CharField(max_length=16)
    holder_kind = models.CharField(max_length=16)
    holder_code = models.CharField(max_length=32, blank=True, db_collation="C")
    holder_name = models.CharField(max_length=160, blank=True)
    public = models.BinaryField()
    sealed = models.TextField(blank=True)
    """The private key, sealed; empty where it lies in a token."""
    token = models.CharField(max_length=32, blank=True)
    """Label of the token that holds the private key."""
    certificate = models.BinaryField()
    issuer = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="issued")
    """The key that signed the certificate; null for a root."""
    made_at = models.DateTimeField()
    signs_since = models.DateTimeField()
    signs_until = models.DateTimeField(null=True)
    """When the next key took over."""
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "holder_kind", "holder_code"],
                condition=Q(signs_until=None),
                name="one_last_key_a_purpose_and_holder",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=[purpose.value for purpose in KeyPurpose]), name="key_purpose_is_known"
            ),
            models.CheckConstraint(
                condition=Q(holder_kind__in=[kind.value for kind in HolderKind]), name="key_holder_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(sealed="") & ~Q(token="") | ~Q(sealed="") & Q(token=""),
                name="a_private_key_is_sealed_or_in_a_token",
            ),
            models.CheckConstraint(condition=Q(signs_until__gte=F("signs_since")), name="a_key_ends_after_it_begins"),
        ]
