"""Tables of documents."""

from django.db import models


class StoredFile(models.Model):
    sha256 = models.CharField(max_length=64)
