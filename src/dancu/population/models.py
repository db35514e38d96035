"""Tables of the register."""

from django.db import models


class Person(models.Model):
    pin = models.CharField(max_length=12, unique=True)
