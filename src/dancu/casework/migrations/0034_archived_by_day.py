# What the archive holds, by the day of filing: `casework.models.indexes` says how.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0028_retention'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('archived_at', None), _negated=True), fields=['-submitted_at', '-id'], name='archived_dossiers_by_day'),
        ),
    ]
