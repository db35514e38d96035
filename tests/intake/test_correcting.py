"""What becomes of the lines of DC02."""

from pathlib import Path

import pytest
from tests.builders.intake import a_file, checked, entered, faults, view
from tests.builders.population import a_person

from dancu.intake.domain.states import Form
from dancu.population.domain.person import EventKind
from dancu.population.models import Person, PersonEvent

pytestmark = pytest.mark.django_db


def a_line(**cells: str) -> dict[str, str]:
    person = a_person("Trần Văn Mẫu", born="1990", religion="") if "number" not in cells else None
    line = {"number": str(person.pin) if person else "", "name": "Trần Văn Mẫu", "paper": "Giấy khai sinh số 1"}
    return line | {"fact": "Tôn giáo", "says": "Không", "shall_say": "Phật giáo"} | cells


def test_a_fact_becomes_another_with_an_event_that_names_the_paper(tmp_path: Path) -> None:
    batch = entered(a_file(tmp_path, a_line(), form=Form.DC02), Form.DC02)
    assert faults(batch) == {}
    assert Person.objects.get().religion == "01"
    event = PersonEvent.objects.get(kind=EventKind.RECTIFIED)
    assert (event.before, event.after, event.ground) == (
        {"religion": ""},
        {"religion": "01"},
        "DC02: Giấy khai sinh số 1",
    )


def test_a_known_day_of_birth_takes_the_place_of_the_year_alone(tmp_path: Path) -> None:
    line = a_line(fact="Ngày, tháng, năm sinh", says="1990", shall_say="15/03/1990")
    entered(a_file(tmp_path, line, form=Form.DC02), Form.DC02)
    person = Person.objects.get()
    assert (person.birth_year, person.birth_month, person.birth_day) == (1990, 3, 15)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"says": "Công giáo"}, "does not say any more"),
        ({"name": "Lê Thị Hoa"}, "under another name"),
        ({"shall_say": "Gì đó"}, "cannot be read"),
        ({"fact": "Chiều cao"}, "Write one of these"),
        ({"number": "001090999999"}, "Nobody with this number"),
        ({"paper": ""}, "required"),
    ],
)
def test_what_cannot_be_corrected_is_refused_with_its_reason(tmp_path: Path, wrong: dict[str, str], said: str) -> None:
    batch = checked(a_file(tmp_path, a_line(**wrong), form=Form.DC02), Form.DC02)
    assert view(batch).refused == 1
    assert said in faults(batch)[2][0]


def test_of_two_lines_that_replace_the_same_the_second_is_refused(tmp_path: Path) -> None:
    line = a_line()
    batch = entered(a_file(tmp_path, line, line | {"shall_say": "Công giáo"}, form=Form.DC02), Form.DC02)
    assert "does not say any more" in faults(batch)[3][0]
    assert Person.objects.get().religion == "01"
