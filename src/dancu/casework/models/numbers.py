"""Running numbers of dossiers and papers: the rows that `commands.numbers` counts in."""

from django.db import models

from dancu.platform.refs import Ref


class DossierCounter(models.Model):
    """The last dossier number of an agency on a day; its row lock orders simultaneous submissions."""

    agency = Ref("offices.Agency", db_index=False)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "day"], name="one_counter_an_agency_and_day")]


class PaperCounter(models.Model):
    """The last running number of a form at an agency in a year."""

    agency = Ref("offices.Agency", db_index=False)
    form = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "form", "year"], name="one_counter_a_form_and_year")]
