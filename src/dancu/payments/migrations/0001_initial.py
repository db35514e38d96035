from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ReceiptRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency_code', models.CharField(db_collation='C', max_length=16)),
                ('book', models.CharField(max_length=16)),
                ('number', models.CharField(max_length=16)),
                ('amount_dong', models.PositiveIntegerField()),
                ('about', models.CharField(db_collation='C', max_length=40)),
                ('issued_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'payments_receipt',
                'indexes': [models.Index(fields=['about'], name='receipts_by_what_was_paid')],
                'constraints': [models.UniqueConstraint(fields=('agency_code', 'book', 'number'), name='a_receipt_number_is_used_once'), models.CheckConstraint(condition=models.Q(('amount_dong__gt', 0)), name='a_receipt_is_for_some_amount')],
            },
        ),
    ]
