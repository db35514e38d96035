"""The official list is taken over once, and again without harm."""

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries
from tests.builders.places import REFORM, TODAY, a_commune, a_province, an_old_commune, went_to

from dancu.places import commands
from dancu.places.domain.units import Ask, Certain, Extent
from dancu.places.models import AdministrativeUnit, UnitSuccessor
from dancu.places.queries import directory, forget_directory

pytestmark = pytest.mark.django_db


def test_the_whole_list_is_loaded_once_and_mended_where_it_was_spoilt() -> None:
    assert commands.load_units() == 14165 + 10559
    assert len(directory()) == 14165
    assert commands.load_units() == 0

    AdministrativeUnit.objects.filter(code="00070", since=REFORM).update(name="Hoan Kiem")
    UnitSuccessor.objects.filter(extent=Extent.PARTLY).first().delete()  # type: ignore[union-attr]
    assert commands.load_units() == 2
    assert directory().by_code("00070", on=TODAY).name == "Phường Hoàn Kiếm"


def test_the_directory_reads_units_and_successions_from_the_database() -> None:
    old, new = an_old_commune(), a_commune()
    assert directory().today(old, TODAY) == Ask(())
    went_to(old, new)
    assert directory().today(old, TODAY) == Certain(new)


def test_the_directory_is_read_in_two_queries_and_then_in_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    unit = a_commune()
    forget_directory()
    with django_assert_num_queries(2):
        directory().unit(unit.id)
        directory().full_name(unit)


def test_two_units_cannot_bear_one_code_from_one_day() -> None:
    a_province(old=True)
    with pytest.raises(IntegrityError, match="one_unit_a_code_and_beginning"), transaction.atomic():
        AdministrativeUnit.objects.create(code="01", level=1, kind="province", name="Khác", since=None)


def test_a_unit_cannot_go_whole_to_two_places() -> None:
    old = an_old_commune()
    went_to(old, a_commune())
    with pytest.raises(IntegrityError, match="whole_of_a_unit_goes_to_one_place"), transaction.atomic():
        went_to(old, a_commune("Phường Cửa Nam", code="00082"))


def test_a_commune_cannot_stand_alone() -> None:
    with pytest.raises(IntegrityError, match="only_a_province_has_no_parent"), transaction.atomic():
        AdministrativeUnit.objects.create(code="00070", level=3, kind="ward", name="Phường Hoàn Kiếm", since=REFORM)
