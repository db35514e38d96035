# Lists by the day on which dossiers are due, of a province too: `casework.models.indexes` says how.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0032_terms'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='dossier',
            name='dossiers_by_due',
        ),
        migrations.RemoveIndex(
            model_name='dossier',
            name='open_dossiers_by_due',
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['due_at', 'id', 'province'], name='dossiers_by_due'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('stage', ''), _negated=True), fields=['due_at', 'id', 'stage', 'province'], name='open_dossiers_by_due'),
        ),
    ]
