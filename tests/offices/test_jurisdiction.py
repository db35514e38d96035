"""An agency sees what lies below it, by one comparison of codes that an index serves."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.builders.offices import a_commune_agency, a_province_agency, an_officer, the_centre
from tests.builders.places import a_commune, a_province

from dancu.offices.domain.jurisdiction import CENTRE, CODE, covers, end_of, of_commune, of_province
from dancu.offices.models import Agency
from dancu.offices.queries import AgencyView, scope_filter

provinces = st.from_regex(r"[0-9]{2}", fullmatch=True)
communes = st.from_regex(r"[0-9]{5}", fullmatch=True)


def test_codes_follow_our_scheme() -> None:
    assert of_province("79").code == "G01.179.000.000"
    assert of_commune("79", "26743").code == "G01.179.026.743"


@given(provinces, communes)
def test_codes_have_the_shape_that_the_decision_fixes(province: str, commune: str) -> None:
    assert CODE.fullmatch(CENTRE.code)
    assert CODE.fullmatch(of_province(province).code)
    assert CODE.fullmatch(of_commune(province, commune).code)


@given(provinces, communes, provinces, communes)
def test_a_commune_sees_itself_its_province_sees_it_and_the_centre_sees_all(
    province: str, commune: str, other: str, elsewhere: str
) -> None:
    code = of_commune(province, commune).code
    assert covers(CENTRE.scope, code)
    assert covers(of_province(province).scope, code)
    assert covers(of_province(other).scope, code) == (other == province)
    assert covers(of_commune(other, elsewhere).scope, code) == ((other, elsewhere) == (province, commune))


@given(provinces, communes, st.sampled_from("abc"))
def test_the_range_of_a_scope_holds_just_what_begins_with_it(province: str, commune: str, which: str) -> None:
    code = of_commune("79", "26743").code
    scope = {"a": CENTRE.scope, "b": of_province(province).scope, "c": of_commune(province, commune).scope}[which]
    assert (scope <= code < end_of(scope)) == covers(scope, code)


@pytest.fixture
def ward() -> AgencyView:
    a_commune_agency(a_commune("Phường Bến Thành", code="26743", province=a_province("Hồ Chí Minh", code="79")))
    a_commune_agency(a_commune("Phường Cửa Nam", code="00082"))
    return a_commune_agency()


@pytest.mark.django_db
def test_officers_see_their_own_commune_their_province_or_all(ward: AgencyView) -> None:
    def seen(place: AgencyView) -> int:
        return Agency.objects.filter(scope_filter(an_officer(place), "code")).count()

    assert seen(ward) == 1
    assert seen(a_province_agency(a_province())) == 3
    assert seen(the_centre()) == 6


@pytest.mark.django_db
def test_the_condition_is_served_by_an_index_under_a_plan_that_knows_no_values(ward: AgencyView) -> None:
    officer = an_officer(a_province_agency(a_province()))
    query, values = Agency.objects.filter(scope_filter(officer, "code")).order_by().values("id").query.sql_with_params()
    for number in range(len(values)):
        query = query.replace("%s", f"${number + 1}", 1)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute(f"PREPARE jurisdiction (text, text) AS {query}")
        # Only a statement that PostgreSQL plans takes values beside its text, and this one is planned already.
        cursor.execute("EXPLAIN EXECUTE jurisdiction ('{}', '{}')".format(*values))
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("DEALLOCATE jurisdiction")
    assert "Index Cond" in plan
    assert "code >=" in plan.replace("(code)::text", "code")


@pytest.mark.django_db
def test_an_agency_that_would_not_see_itself_cannot_be_stored() -> None:
    with pytest.raises(IntegrityError, match="agency_sees_itself"), transaction.atomic():
        Agency.objects.create(code=CENTRE.code, scope="G02.", level="central", name="Khác", opened_on="2021-07-01")


@pytest.mark.django_db
def test_a_code_of_another_shape_cannot_be_stored() -> None:
    with pytest.raises(IntegrityError, match="agency_code_is_well_formed"), transaction.atomic():
        Agency.objects.create(code="G01.1", scope="G01.", level="central", name="Khác", opened_on="2021-07-01")
