"""What becomes of the lines of DC01."""

from pathlib import Path

import pytest
from tests.builders import places
from tests.builders.intake import SOMEBODY, a_file, checked, entered, faults, left, view
from tests.builders.population import AT, a_person

from dancu.intake.domain.states import BatchState, LineState
from dancu.kernel.actor import SYSTEM, Purpose
from dancu.population import queries as population
from dancu.population.domain.person import KinRole, MaritalStatus
from dancu.population.models import Person, PersonEvent
from dancu.residence import queries as residence
from dancu.residence.domain.relations import Relation

READ = {"purpose": Purpose.REGISTER_CHANGE, "by": SYSTEM, "at": AT}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_country")]


@pytest.fixture
def the_country() -> None:
    old, new = places.an_old_commune(), places.a_commune()
    places.went_to(old, new)


HOME = "Số 5, phố Hàng Bạc, Phường Hàng Bạc, Quận Hoàn Kiếm, Thành phố Hà Nội"


def test_a_dry_run_changes_nothing_and_what_is_confirmed_is_entered(tmp_path: Path) -> None:
    path = a_file(tmp_path, SOMEBODY)
    batch = checked(path)
    assert (view(batch).state, view(batch).ready) == (BatchState.CHECKED, 1)
    assert not Person.objects.exists()
    entered(path)
    person = Person.objects.get()
    assert person.pin.startswith("001090")
    event = PersonEvent.objects.get()
    assert (event.ground, event.after["pin"]) == ("DC01: Thu thập năm 2026", person.pin)
    assert (view(batch).state, view(batch).entered) == (BatchState.DONE, 1)


def test_a_household_lives_where_its_old_commune_lies_today(tmp_path: Path) -> None:
    head = SOMEBODY | {
        "number": "001090000001",
        "permanent": HOME,
        "relation": "Chủ hộ",
        "permanent_since": "01/02/2015",
    }
    wife = {
        **SOMEBODY,
        "name": "Lê Thị Hoa",
        "sex": "Nữ",
        "number": "001192000002",
        "born": "1992",
        "permanent": HOME.replace("Phường Hàng Bạc", "P. Hàng Bạc"),
        "relation": "Vợ",
        "head_number": "001090000001",
        "spouse_number": "001090000001",
        "spouse_name": "Trần Văn Mẫu",
    }
    child = SOMEBODY | {
        "name": "Trần Văn Con",
        "born": "05/2015",
        "number": "001215000003",
        "permanent": HOME,
        "relation": "Con",
        "head_name": "TRẦN VĂN MẪU",
        "father_number": "001090000001",
        "father_name": "Trần Văn Mẫu",
        "mother_name": "Lê Thị Hoa",
        "mother_number": "001192000002",
    }
    batch = entered(a_file(tmp_path, child, wife, head))
    assert faults(batch) == {}
    people = {number: population.find_bearer(number) for number in ("001090000001", "001192000002", "001215000003")}
    father = people["001090000001"]
    home = residence.household_of(person=father, on=AT.date(), **READ)
    assert home
    assert home.unit_id == places.a_commune().id
    members = residence.list_members(household=home.id, on=AT.date(), **READ)
    relations = {member.person.id: member.relation for member in members}
    assert relations == {
        father: Relation.HEAD,
        people["001192000002"]: Relation.WIFE,
        people["001215000003"]: Relation.CHILD,
    }
    kin = {each.role: each.person.id for each in population.list_kin(person=father, **READ) if each.person}
    assert kin == {KinRole.SPOUSE: people["001192000002"], KinRole.CHILD: people["001215000003"]}
    assert Person.objects.get(id=father).marital_status == MaritalStatus.MARRIED


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"name": ""}, "name"),
        ({"name": "Trần 4"}, "name"),
        ({"born": "31/02/1990"}, "born"),
        ({"born": "1890"}, "born"),
        ({"born": "2031"}, "born"),
        ({"sex": "Khác"}, "sex"),
        ({"number": "12345"}, "number"),
        ({"number": "001191000001"}, "number"),
        ({"old_number": "1234567"}, "old_number"),
        ({"registration": "đâu đó"}, "registration"),
        ({"ethnicity": "Người Sao Hoả"}, "ethnicity"),
        ({"nationality": "Pháp"}, "nationality"),
        ({"spouse_name": "Lê Thị Hoa", "marital_status": "Chưa kết hôn"}, "marital_status"),
        ({"number": "001090000001", "father_number": "001090000001"}, "father_number"),
        ({"permanent": "Phường Không Có, Thành phố Hà Nội"}, "permanent"),
        ({"permanent": HOME, "permanent_since": "01/01/1980"}, "permanent_since"),
        ({"relation": "Chủ hộ"}, "permanent"),
        ({"permanent": HOME, "relation": "Con"}, "relation"),
        ({"permanent": HOME, "relation": "Chủ hộ", "head_name": "Lê Thị Hoa"}, "relation"),
        ({"permanent": HOME, "relation": "Con", "head_name": "Lê Thị Hoa"}, "head_number"),
        ({"email": "không"}, "email"),
        ({"phone": "12"}, "phone"),
    ],
    ids=str,
)
def test_what_stands_against_a_line_is_said_at_its_cell_and_stops_no_other(
    tmp_path: Path, wrong: dict[str, str], column: str
) -> None:
    batch = entered(a_file(tmp_path, SOMEBODY | wrong, SOMEBODY | {"name": "Đỗ Văn Khác"}))
    (line,) = left(batch)
    assert (line.number, line.state, [fault.column for fault in line.faults]) == (2, LineState.REFUSED, [column])
    assert Person.objects.get().given == "Khác"


def test_whom_the_register_may_have_is_flagged_and_not_entered(tmp_path: Path) -> None:
    known = a_person("Trần Văn Mẫu", born="1990")
    batch = checked(a_file(tmp_path, SOMEBODY))
    (line,) = left(batch)
    assert line.state is LineState.DOUBTFUL
    assert list(Person.objects.values_list("id", flat=True)) == [known.id]


def test_a_number_that_was_issued_before_or_stands_twice_in_the_file_is_refused(tmp_path: Path) -> None:
    known = a_person("Lê Văn A")
    twice = SOMEBODY | {"number": "001090000001"}
    batch = checked(
        a_file(tmp_path, SOMEBODY | {"number": known.pin}, twice, twice | {"name": "Hồ Văn B", "born": "1990"})
    )
    said = faults(batch)
    assert list(said) == [2, 4]
    assert "issued before" in said[2][0]
    assert "Line 3" in said[4][0]


def test_a_divided_commune_is_asked_about_and_not_guessed(tmp_path: Path) -> None:
    old = places.an_old_commune("Phường Cửa Đông", code="00050")
    places.went_to(
        old, places.a_commune(), places.a_commune("Phường Ba Đình", code="00004"), extent=places.Extent.PARTLY
    )
    where = "Số 1, Phường Cửa Đông, Quận Hoàn Kiếm, Thành phố Hà Nội"
    ((said,),) = faults(checked(a_file(tmp_path, SOMEBODY | {"permanent": where}))).values()
    assert "Phường Ba Đình" in said
    assert "Phường Hoàn Kiếm" in said
