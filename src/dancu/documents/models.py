"""Tables of stored files."""

from django.db import models
from django.db.models import Q

from dancu.documents.domain.kinds import MediaType
from dancu.documents.domain.scans import Scan


class StoredFile(models.Model):
    """Bytes that we hold; the storage keeps them under their hash."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    created_at = models.DateTimeField()
    drawn = models.BooleanField(default=False)
    """Whether the storage also keeps it drawn anew, large and small: a picture of one page, or the first pages of a PDF."""
    scan = models.CharField(max_length=16, default=Scan.NOT_SCANNED)
    threat = models.CharField(max_length=200, blank=True)
    """What the scanner calls the malware that it found."""
    scan_tried_at = models.DateTimeField(null=True)
    """When the scanner was last asked; a file that is still not scanned then has to be asked about again."""

    class Meta:
        indexes = [
            models.Index(fields=["scan_tried_at", "id"], name="files_to_be_scanned", condition=Q(scan=Scan.NOT_SCANNED))
        ]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="hash_is_sha256_in_hex"),
            models.CheckConstraint(condition=Q(size__gt=0), name="no_file_is_empty"),
            models.CheckConstraint(condition=Q(media_type__in=list(MediaType)), name="media_type_is_taken"),
            models.CheckConstraint(condition=Q(scan__in=list(Scan)), name="scan_is_known"),
            models.CheckConstraint(
                condition=(Q(scan=Scan.INFECTED) & ~Q(threat="")) | (~Q(scan=Scan.INFECTED) & Q(threat="")),
                name="what_is_infected_has_its_threat_named",
            ),
        ]


class GivenName(models.Model):
    """A name under which a stored file is lent."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="names", db_index=False)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "name"], name="each_name_of_a_file_once")]
