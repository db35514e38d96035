# Who has a dossier in hand is asked of those alone that somebody can have in hand.

import dancu.platform.refs
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0014_search_at_scale'),
        ('offices', '0002_administration'),
    ]

    operations = [
        migrations.AddField(
            model_name='journalentry',
            name='assignee',
            field=dancu.platform.refs.Ref(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.officer'),
        ),
        migrations.AlterField(
            model_name='dossier',
            name='assignee',
            field=dancu.platform.refs.Ref(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.officer'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('state__in', ['awaiting_supplement_in_process', 'processing', 'suspended_in_process'])), fields=['assignee', '-submitted_at', '-id'], name='dossiers_in_hand'),
        ),
    ]
