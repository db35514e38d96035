import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AdministrativeUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_collation='C', max_length=5)),
                ('level', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=80)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.administrativeunit')),
            ],
        ),
        migrations.CreateModel(
            name='UnitSuccessor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('extent', models.CharField(max_length=8)),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='places.administrativeunit')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='places.administrativeunit')),
            ],
        ),
        migrations.AddConstraint(
            model_name='administrativeunit',
            constraint=models.UniqueConstraint(fields=('code', 'since'), name='one_unit_a_code_and_beginning', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='administrativeunit',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', [1, 2, 3])), name='unit_level_is_known'),
        ),
        migrations.AddConstraint(
            model_name='administrativeunit',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['central_city', 'province', 'urban_district', 'rural_district', 'town', 'provincial_city', 'ward', 'commune', 'township', 'special_zone'])), name='unit_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='administrativeunit',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='unit_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='administrativeunit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level', 1), ('parent__isnull', True)), models.Q(('level__gt', 1), ('parent__isnull', False)), _connector='OR'), name='only_a_province_has_no_parent'),
        ),
        migrations.AddConstraint(
            model_name='unitsuccessor',
            constraint=models.CheckConstraint(condition=models.Q(('extent__in', ['whole', 'partly'])), name='extent_of_a_succession_is_known'),
        ),
        migrations.AddConstraint(
            model_name='unitsuccessor',
            constraint=models.UniqueConstraint(fields=('old', 'new'), name='one_succession_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='unitsuccessor',
            constraint=models.UniqueConstraint(condition=models.Q(('extent', 'whole')), fields=('old',), name='whole_of_a_unit_goes_to_one_place'),
        ),
    ]
