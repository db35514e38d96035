"""Tables of stored files."""

from django.db import models
from django.db.models import Q

from dancu.documents.domain.kinds import MediaType


class StoredFile(models.Model):
    """Bytes that we hold; the storage keeps them under their hash."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="hash_is_sha256_in_hex"),
            models.CheckConstraint(condition=Q(size__gt=0), name="no_file_is_empty"),
            models.CheckConstraint(condition=Q(media_type__in=list(MediaType)), name="media_type_is_taken"),
        ]


class GivenName(models.Model):
    """A name under which a stored file is lent."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="names", db_index=False)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "name"], name="each_name_of_a_file_once")]
