from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [
        migrations.AddField("dossier", "payment_asked_at", models.DateTimeField(null=True)),
        migrations.AddField("dossier", "paid_dong", models.PositiveIntegerField(default=0)),
        # Until now only dossiers that were being processed could be suspended.
        migrations.RunSQL(
            "update casework_dossier set state = 'suspended_in_process' where state = 'suspended'",
            "update casework_dossier set state = 'suspended' where state = 'suspended_in_process'",
        ),
    ]
