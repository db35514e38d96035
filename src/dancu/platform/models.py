"""The tables of the platform."""

from django.db import models
from django.db.models.functions import Now


class SpentToken(models.Model):
    """A token that was used; its row goes once the token would have expired."""

    digest = models.CharField(max_length=64, primary_key=True, db_collation="C")
    until = models.DateTimeField(db_index=True)


class AskedJob(models.Model):
    """A job that somebody asked for (`jobs.asked`) and that is not in the queue yet."""

    queue = models.CharField(max_length=128)
    task = models.CharField(max_length=128)
    priority = models.IntegerField()
    arguments = models.JSONField()
    at = models.DateTimeField(db_default=Now())
