import dancu.platform.refs
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('places', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_collation='C', max_length=16, unique=True)),
                ('scope', models.CharField(db_collation='C', max_length=16)),
                ('level', models.CharField(max_length=16)),
                ('name', models.CharField(max_length=160)),
                ('phone', models.CharField(blank=True, max_length=16)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('demo', models.BooleanField(default=False)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='offices.agency')),
                ('unit', dancu.platform.refs.Ref(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.administrativeunit')),
            ],
        ),
        migrations.CreateModel(
            name='PermissionGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32)),
                ('name', models.CharField(max_length=160)),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='offices.agency')),
            ],
        ),
        migrations.CreateModel(
            name='Officer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=160)),
                ('position', models.CharField(max_length=160)),
                ('pin', models.CharField(blank=True, db_collation='C', max_length=12)),
                ('active', models.BooleanField(default=True)),
                ('account', dancu.platform.refs.Ref(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='offices.agency')),
                ('groups', models.ManyToManyField(related_name='officers', to='offices.permissiongroup')),
            ],
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subsystem', models.CharField(max_length=32)),
                ('function', models.CharField(max_length=32)),
                ('action', models.CharField(max_length=16)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='offices.permissiongroup')),
            ],
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['central', 'province', 'commune'])), name='agency_level_is_known'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^G01(\\.[0-9]{3}){3}$')), name='agency_code_is_well_formed'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(('code__startswith', models.F('scope'))), name='agency_sees_itself'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__gt', models.F('opened_on'))), name='agency_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level', 'central'), ('parent__isnull', True), ('unit__isnull', True)), models.Q(models.Q(('level', 'central'), _negated=True), ('parent__isnull', False), ('unit__isnull', False)), _connector='OR'), name='only_the_centre_has_no_parent_and_no_unit'),
        ),
        migrations.AddConstraint(
            model_name='permissiongroup',
            constraint=models.UniqueConstraint(fields=('agency', 'code'), name='one_group_an_agency_and_code', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='officer',
            constraint=models.UniqueConstraint(fields=('account',), name='one_officer_an_account'),
        ),
        migrations.AddConstraint(
            model_name='officer',
            constraint=models.CheckConstraint(condition=models.Q(('pin__regex', '^([0-9]{12})?$')), name='officer_pin_has_twelve_digits'),
        ),
        migrations.AddConstraint(
            model_name='officer',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('pin', ''), _negated=True), ('active', True)), fields=('pin',), name='one_active_officer_a_person'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.UniqueConstraint(fields=('group', 'subsystem', 'function', 'action'), name='one_grant_a_box'),
        ),
    ]
