"""An organisation registers the temporary residence of many people by a list in a file, without JavaScript."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils import timezone
from tests.builders.accounts import an_account
from tests.builders.citizens import BEN_THANH, Applicant, a_browser, approve, errors
from tests.builders.declaring import typed_days
from tests.builders.lists import a_csv, a_workbook
from tests.builders.population import a_person

from dancu.accounts.domain.realms import Kind
from dancu.casework.models import Dossier
from dancu.kernel.actor import Actor, ActorKind
from dancu.lists import opening
from dancu.population.domain.person import PersonCard
from dancu.residence.models import ResidencePeriod

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Họ, chữ đệm và tên khai sinh",
    "Ngày, tháng, năm sinh",
    "Giới tính",
    "Số định danh cá nhân",
    "Nơi làm việc",
)


def a_row(person: PersonCard, **changes: str) -> tuple[str, ...]:
    sex = "Nam" if person.sex == "male" else "Nữ"
    said = {
        "name": person.name.full,
        "born": str(person.born),
        "sex": sex,
        "pin": str(person.pin),
        "work": "Nhà máy Mẫu",
    }
    return tuple((said | changes).values())


class Factory(Applicant):
    """An organisation at its browser, whose representative registers the people in its dormitory."""

    def __init__(self) -> None:
        super().__init__(a_person("Lê Thị Đại Diện", born="05/06/1980"))
        self.account = an_account(
            kind=Kind.ORGANISATION, username="0101234567", organisation_name="Công ty Mẫu", full_name="Lê Thị Đại Diện"
        )
        self.actor = Actor(kind=ActorKind.CITIZEN, account_id=self.account)
        self.browser = a_browser(self.account)
        self.workers = [a_person(f"Nguyễn Văn {name}", born="15/03/1995") for name in ("An", "Bảo", "Cường", "Dũng")]

    def begin_list(self) -> None:
        """Fill in everything before the people: the first of the list, place and time."""
        self.draft = self.browser.post("/procedures/temporary-registration/file")["Location"]
        self.fill("agency", **BEN_THANH, case="list")
        first, on = self.workers[0], timezone.localdate()
        self.fill(
            "subject", name=first.name.full, sex=first.sex.value, pin=str(first.pin), phone="0912345678",
            **typed_days(born=first.born.whole or on),
        )  # fmt: skip
        self.fill(
            "place",
            **typed_days(since=on, until=on + timedelta(days=300)),
            line="12 Lê Lợi",
            ground="lent",
            obstacle="none",
        )

    def take(self, content: bytes, name: str = "công nhân.xlsx") -> HttpResponse:
        """Choose a file in the members' step and press its button."""
        sent = self.page("members").filled_in(_take_list="1")
        return self.browser.post(f"{self.draft}/steps/members", {**sent, "file": SimpleUploadedFile(name, content)})  # type: ignore[return-value]


@pytest.fixture
def factory() -> Factory:
    found = Factory()
    found.begin_list()
    return found


def names(factory: Factory) -> list[str]:
    values = factory.page("members").values
    return [value for key, (value, *_) in values.items() if key.startswith("rows-") and key.endswith("-name")]


def test_people_of_a_file_are_filed_for_and_live_each_for_himself(factory: Factory) -> None:
    rows = [[*a_row(each)[:3], int(each.pin), "Nhà máy Mẫu"] for each in factory.workers]
    taken = factory.take(a_workbook(*rows, headings=HEADINGS))
    assert errors(taken) == []
    assert names(factory) == [each.name.full for each in factory.workers[1:]]  # the first was declared before
    factory.fill("members")
    factory.fill("request", request="Đăng ký tạm trú theo danh sách", delivery="portal")
    assert {"list_letter", "list_declarations", "dwelling"} <= factory.required()
    code = factory.file()
    dossier = Dossier.objects.get(code=code)
    assert dossier.fee_dong == 4 * 5_000
    assert set(dossier.concerned_pins) == {str(each.pin) for each in factory.workers}
    approve(code, provision="term")
    homes = ResidencePeriod.objects.filter(
        person__in=[each.id for each in factory.workers], kind="temporary", until=None
    )
    assert homes.count() == 0 or {each.household_id for each in homes} == {None}
    assert ResidencePeriod.objects.filter(person__in=[each.id for each in factory.workers]).count() == 4


def test_what_is_wrong_is_said_at_each_and_nothing_that_was_typed_is_lost(factory: Factory) -> None:
    _, second, third, _ = factory.workers
    taken = factory.take(a_csv(a_row(second, born="31/02/1995"), a_row(third, pin="12"), headings=HEADINGS))
    assert len(errors(taken)) == 2
    page = factory.page("members")
    assert page.values["rows-0-born_day"] == ["31"]
    assert page.values["rows-1-pin"] == ["12"]
    assert page.values["rows-1-workplace"] == ["Nhà máy Mẫu"]


def test_a_mended_file_takes_the_place_of_the_people_before(factory: Factory) -> None:
    _, second, third, fourth = factory.workers
    factory.take(a_csv(a_row(second), a_row(third, pin="12"), headings=HEADINGS))
    factory.take(a_csv(a_row(third), a_row(fourth), headings=HEADINGS))
    assert names(factory) == [third.name.full, fourth.name.full]


def test_two_hundred_people_are_one_dossier_and_more_are_refused_at_the_file(factory: Factory) -> None:
    row = a_row(factory.workers[1])
    assert "hơn 200 người" in errors(factory.take(many(row, 201)))[0]
    assert names(factory) == []
    factory.take(many(row, 200))
    assert len(names(factory)) == 200
    answer = factory.step("members")  # two thousand fields: no more than a form may send
    assert answer.status_code in {200, 302}


def many(row: Sequence[str], count: int) -> bytes:
    return a_csv(*[row] * count, headings=HEADINGS)


def test_a_template_in_english_can_be_sent_from_a_page_in_vietnamese(factory: Factory) -> None:
    factory.browser.cookies["language"] = "en"
    (_, heads), _ = opening.read(factory.browser.get(f"{factory.draft}/steps/members/list.csv").content)
    del factory.browser.cookies["language"]
    row = [*a_row(factory.workers[1])[:2], "Male", str(factory.workers[1].pin)]
    assert heads[2] == "Sex *"
    assert errors(factory.take(a_csv(row, headings=heads[:4]))) == []
    assert factory.page("members").values["rows-0-sex"] == ["male"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7", "Đây không phải là bảng tính"),
        (a_csv(("An",), headings=["Tên", "Tuổi"]), "Các cột không có tiêu đề"),
    ],
    ids=["pdf", "foreign"],
)
def test_what_is_no_list_is_refused_at_the_file_and_keeps_the_people(
    factory: Factory, content: bytes, told: str
) -> None:
    factory.take(a_csv(a_row(factory.workers[1]), headings=HEADINGS))
    assert [told in error for error in errors(factory.take(content))] == [True]
    assert names(factory) == [factory.workers[1].name.full]


def test_without_a_file_its_button_asks_for_one(factory: Factory) -> None:
    answer: Any = factory.step("members", _take_list="1")
    assert ["Chọn tệp tin có danh sách" in error for error in errors(answer)] == [True]


def test_the_template_is_for_lists_alone_and_names_what_a_list_names(factory: Factory) -> None:
    address = f"{factory.draft}/steps/members/list.csv"
    (_, heads), (_, example) = opening.read(factory.browser.get(address).content)
    assert heads[:4] == ["Họ và tên *", "Ngày, tháng, năm sinh *", "Giới tính *", "Số ĐDCN *"]
    assert example[2] == "Nữ"
    assert factory.browser.get(address.replace("members", "place")).status_code == 404
    factory.fill("agency", **BEN_THANH, case="household")
    assert factory.browser.get(address).status_code == 404


def test_who_files_by_list_is_no_part_of_it_and_needs_no_authority(factory: Factory) -> None:
    page = factory.page("subject")
    assert "standing" not in page.choices
    factory.fill("members")
    factory.fill("request", request="Đăng ký tạm trú theo danh sách", delivery="portal")
    assert "authorisation" not in factory.required()
