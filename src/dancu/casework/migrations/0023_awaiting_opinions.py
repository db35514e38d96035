# What waits for opinions is found without reading what waits for reception.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0022_paper_of_a_verification'),
        ('offices', '0002_administration'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('opinions_open__gt', 0), ('stage', 'reception')), fields=['id'], name='dossiers_awaiting_opinions'),
        ),
    ]
