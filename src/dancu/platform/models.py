"""The one table of the platform."""

from django.db import models


class SpentToken(models.Model):
    """A token that was used; its row goes once the token would have expired."""

    digest = models.CharField(max_length=64, primary_key=True, db_collation="C")
    until = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=8, db_default="")
    """What its first use came to, in a word of whoever used it."""
