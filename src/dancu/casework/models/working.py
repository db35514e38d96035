"""Tables of what officers note while they work on a dossier."""

from django.db import models
from django.db.models import Q

from dancu.platform.refs import Ref


class Inspection(models.Model):
    """What an officer found on the spot; only ever added, and nothing that the applicant reads."""

    dossier = models.ForeignKey("casework.Dossier", on_delete=models.PROTECT, related_name="inspections")
    officer = Ref("offices.Officer", db_index=False)
    agency = Ref("offices.Agency", db_index=False)
    """The officer's own."""
    place = models.CharField(max_length=300)
    inspected_on = models.DateField()
    finding = models.TextField()
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(place="") & ~Q(finding=""), name="an_inspection_says_where_and_what")
        ]


class SavedSearch(models.Model):
    """A search that an officer keeps under a name of his own; it names nobody who is looked for."""

    officer = Ref("offices.Officer", db_index=False)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=400)
    """As the address of the list writes it."""
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "name"], name="one_saved_search_an_officer_and_name")]


class Editing(models.Model):
    """That an officer has a dossier open for an act; it keeps nobody out and ends by itself."""

    dossier = models.ForeignKey("casework.Dossier", on_delete=models.CASCADE, db_index=False, related_name="+")
    officer = Ref("offices.Officer", db_index=False)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "officer"], name="one_editing_a_dossier_and_officer")]
