"""Tables of accounts."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


class Account(AbstractBaseUser):
    realm = models.CharField(max_length=16)
    username = models.CharField(max_length=32)

    USERNAME_FIELD = "username"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["realm", "username"], name="one_account_a_username")]
