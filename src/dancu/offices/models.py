"""Tables of offices."""

from django.db import models

from dancu.platform.refs import Ref


class Agency(models.Model):
    code = models.CharField(max_length=16, unique=True, db_collation="C")
    unit = Ref("places.AdministrativeUnit", null=True)


class Officer(models.Model):
    account = Ref("accounts.Account")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
