"""Seal the shared secrets of authenticator apps."""

from django.db import migrations, models

from dancu.accounts import codes


def seal(apps, schema_editor):
    for row in apps.get_model("accounts", "SecondFactor").objects.all():
        row.sealed = codes.sealed(row.sealed, account_id=row.account_id)
        row.save(update_fields=["sealed"])


def unseal(apps, schema_editor):
    for row in apps.get_model("accounts", "SecondFactor").objects.all():
        row.sealed = codes.unsealed(row.sealed, account_id=row.account_id)
        row.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RenameField("secondfactor", "secret", "sealed"),
        migrations.AlterField("secondfactor", "sealed", models.TextField()),
        migrations.RunPython(seal, unseal),
    ]
