# Each of these keys had an index that another index begins with.

import dancu.platform.refs
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0008_paid_online'),
        ('offices', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='dossier',
            name='account',
            field=dancu.platform.refs.Ref(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='dossiercounter',
            name='agency',
            field=dancu.platform.refs.Ref(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.agency'),
        ),
        migrations.AlterField(
            model_name='draft',
            name='account',
            field=dancu.platform.refs.Ref(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='draft',
            name='agency',
            field=dancu.platform.refs.Ref(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.agency'),
        ),
        migrations.AlterField(
            model_name='handedin',
            name='draft',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='handed_in', to='casework.draft'),
        ),
        migrations.AlterField(
            model_name='journalentry',
            name='dossier',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='journal', to='casework.dossier'),
        ),
        migrations.AlterField(
            model_name='paper',
            name='dossier',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='casework.dossier'),
        ),
        migrations.AlterField(
            model_name='papercounter',
            name='agency',
            field=dancu.platform.refs.Ref(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.agency'),
        ),
        migrations.AlterField(
            model_name='submission',
            name='dossier',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='casework.dossier'),
        ),
    ]
