"""Tables of places."""

from django.db import models


class AdministrativeUnit(models.Model):
    code = models.CharField(max_length=5)
    since = models.DateField()
