"""The forms as PDF: their words, their letters, their boxes."""

import dataclasses
import json
import re
import subprocess
from datetime import date
from typing import Any

import pytest
from tests.builders.forms import (
    ABSENCE,
    CANCELLATION,
    CODE,
    CONFIRMATION,
    DECLARATION,
    MEMBERS,
    OVERSEAS,
    RECEIPT,
    REFUSAL,
    RESULT,
    SUPPLEMENT,
    VERIFICATION,
)

from dancu.residence import papers
from dancu.residence.papers import (
    PaperForm,
)

TODAY = date(2026, 7, 1)
CT01_116, CT02_116, CT03_116, CT04_116, CT05_116, CT06_116, CT07_116, CT08_116, CT09_116, CT10_116 = (
    papers.form(number, on=TODAY) for number in papers.EDITIONS
)
SAMPLES: list[tuple[PaperForm[Any], Any, str, list[str]]] = [
    (
        CT01_116,
        DECLARATION,
        "TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ",
        ["Kính gửi: Công an phường Hoàn Kiếm", "Nguyễn Thị Ẵm", "Nguyễn Đức Ỷ", "Ý KIẾN CỦA CHỦ HỘ", "Con rể", "2019"],
    ),
    (
        CT02_116,
        OVERSEAS,
        "(Dùng cho công dân Việt Nam định cư ở nước ngoài không có hộ chiếu Việt Nam còn giá trị sử dụng)",
        [
            "Ảnh 4x6",
            "2. Họ, chữ đệm và tên trong hộ chiếu/giấy tờ do nước ngoài cấp: NGUYEN Uoc John",
            "Số: CZ0000001 Ngày cấp: 01/02/2024",
            "Ulice 1, Praha Thợ điện",
            "15. Nơi cư trú ở nước ngoài trước khi nhập cảnh Việt Nam: Ulice 1, Praha",
            "18. Họ và tên chủ hộ: Trần Quốc Thịnh 19. Quan hệ với chủ hộ: Con rể",
            "20. Số định danh cá nhân/CMND của chủ hộ: 0 0 1 0 7",
            "NGƯỜI ĐỀ NGHỊ",
        ],
    ),
    (
        CT03_116,
        ABSENCE,
        "PHIẾU KHAI BÁO TẠM VẮNG",
        [
            "8. Tạm vắng từ ngày 01 tháng 12 năm 2026 đến ngày 31 tháng 12 năm 2027",
            "9. Lý do tạm vắng: Đi học",
            "10. Địa chỉ nơi đến: Số 1 đường Lê Lợi",
            "NGƯỜI KHAI BÁO",
            "NGƯỜI TIẾP NHẬN KHAI BÁO",
            "XÁC NHẬN CỦA CƠ QUAN ĐĂNG KÝ CƯ TRÚ",
        ],
    ),
    (
        CT04_116,
        RECEIPT,
        "PHIẾU TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        [
            "Số: 17/PTN",
            "15 giờ 05 phút, ngày 24 tháng 11 năm 2026",
            "15 giờ 05 phút, ngày 03 tháng 12 năm 2026",
            "2 tệp tin",
            "Hình thức nhận kết quả: x Bản giấy Bản điện tử x Tin nhắn SMS",
            "Đăng ký nhận kết quả Bản giấy tại: Công an phường Hoàn Kiếm",
        ],
    ),
    (
        CT05_116,
        SUPPLEMENT,
        "PHIẾU HƯỚNG DẪN BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        ["1. Hợp đồng thuê nhà có công chứng", "2. Ý kiến đồng ý của chủ hộ", "CÔNG AN PHƯỜNG HOÀN KIẾM"],
    ),
    (
        CT06_116,
        REFUSAL,
        "PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ",
        ["Chỗ ở đang có tranh chấp Khoản 3 Điều 23 Luật Cư trú Trân trọng", "Phạm Hữu Đạt"],
    ),
    (
        CT07_116,
        CONFIRMATION,
        "XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ",
        [
            "Số: 17/XN",
            "I. Họ, chữ đệm và tên của Ông/Bà: Nguyễn Văn Ước",
            "4. Dân tộc: Kinh",
            "7. Nơi đăng ký khai sinh: Phường Hoàn Kiếm",
            "12. Quan hệ với chủ hộ: Chủ hộ",
            "001219000456",
            "thường trú tại số 5 ngõ 20, xã Đông Anh",
            "Giấy này có giá trị sử dụng đến hết ngày 24 tháng 11 năm 2027",
        ],
    ),
    (
        CT08_116,
        RESULT,
        "Về việc kết quả giải quyết đăng ký thường trú",
        [
            "Kính gửi Ông/Bà: Trần Quốc Thịnh",
            "5. Nội dung thông báo: Đã đăng ký thường trú từ ngày 24/11/2026",
            "Nguyễn Thị Ẵm",
            "001219000456",
        ],
    ),
    (
        CT09_116,
        CANCELLATION,
        "Về việc hủy bỏ đăng ký cư trú",
        [
            "Điều 1. Hủy bỏ Đăng ký: Nơi thường trú, Số 5 ngõ 20, xã Đông Anh, 24/11/2026",
            "5. Lý do hủy bỏ: Đăng ký không đúng điều kiện (Điều 35)",
            "xác minh: Hợp đồng thuê nhà không có thật",
            "Số 12 phố Hàng Bài, phường Hoàn Kiếm (01/07/2021)",
            "THỦ TRƯỞNG CƠ QUAN",
        ],
    ),
    (
        CT10_116,
        VERIFICATION,
        "PHIẾU XÁC MINH THÔNG TIN VỀ CƯ TRÚ",
        [
            "Kính gửi: Công an phường Bến Thành",
            "đề nghị xác minh trường hợp",
            "3. Nội dung đề nghị xác minh: Có thực tế cư trú tại số 5 Lê Lợi không",
        ],
    ),
]
each_form = pytest.mark.parametrize(("form", "facts", "title", "words"), SAMPLES, ids=[s[0].number for s in SAMPLES])


def run(tool: str, content: bytes, *arguments: str) -> str:
    done = subprocess.run([tool, *arguments, "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


def text_of(content: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@each_form
def test_a_form_says_what_it_must(form: PaperForm[Any], facts: Any, title: str, words: list[str]) -> None:
    text = text_of(form.draw(form.freeze(facts)))
    expected = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"Mẫu {form.number} ban hành kèm theo Thông tư số 116/2026/TT-BCA",
        title,
        f"Bản chưa ký số · Mã hồ sơ {CODE}",
        "Nguyễn Văn Ước",
        "0 0 1 0 9 0 0 0 0 7 8 9",
        "ngày 24 tháng 11 năm 2026",
        *words,
    ]
    assert [phrase for phrase in expected if phrase not in text] == []


@each_form
def test_every_letter_is_be_vietnam_pro_and_inside_the_file(
    form: PaperForm[Any], facts: Any, title: str, words: list[str]
) -> None:
    fonts = run("pdffonts", form.draw(form.freeze(facts))).splitlines()[2:]
    assert fonts
    for font in fonts:
        assert "BeVietnamPro" in font
        assert font.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, with its Unicode text


@each_form
def test_a_form_is_a_tagged_a4_page_for_the_archive(
    form: PaperForm[Any], facts: Any, title: str, words: list[str]
) -> None:
    content = form.draw(form.freeze(facts))
    about = run("pdfinfo", content)
    assert "Tagged:          yes" in about
    assert "(A4)" in about
    assert f"Title:           {form.number} " in about
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content


@each_form
def test_kept_facts_draw_the_same_paper_for_ever(
    form: PaperForm[Any], facts: Any, title: str, words: list[str]
) -> None:
    frozen = form.freeze(facts)
    kept = json.loads(json.dumps(frozen))
    assert kept == frozen
    assert form.draw(kept) == form.draw(frozen)


EVERY_EDITION = [(number, since) for number, editions in papers.EDITIONS.items() for since in editions.days]


@pytest.mark.parametrize(("number", "since"), EVERY_EDITION)
def test_every_edition_of_every_form_can_be_had_blank(number: str, since: date) -> None:
    form = papers.form(number, on=since)
    content = form.draw_blank()
    text = text_of(content)
    assert f"Mẫu {number} ban hành kèm theo Thông tư số {form.edition.circular}" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "……" in text
    assert not re.search(r"\d{4}|Mã QR|ký số", re.sub(r"Thông tư số \S+", "", text))
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
    assert form.draw_blank() == content


def test_what_is_unverified_is_said_of_every_form() -> None:
    assert papers.UNVERIFIED.keys() == papers.EDITIONS.keys()


def test_a_declaration_shows_its_dossier_as_a_qr_code() -> None:
    without = CT01_116.draw(CT01_116.freeze(dataclasses.replace(DECLARATION, code="")))
    text = text_of(CT01_116.draw(CT01_116.freeze(DECLARATION)))
    assert text.count(CODE) == 2  # below the picture and at the foot
    assert CODE not in text_of(without)


def test_a_number_that_is_not_known_leaves_twelve_empty_boxes() -> None:
    facts = dataclasses.replace(DECLARATION, householder="", householder_pin="", members=())
    text = text_of(CT01_116.draw(CT01_116.freeze(facts)))
    assert "9. Số định danh cá nhân của chủ hộ: 10. Nội dung đề nghị" in text
    assert "Không có." in text


def test_many_members_go_on_to_the_next_page() -> None:
    facts = dataclasses.replace(DECLARATION, members=MEMBERS * 20)
    assert "Trang 2/2" in text_of(CT01_116.draw(CT01_116.freeze(facts)))


def test_markup_in_a_fact_is_only_text() -> None:
    facts = dataclasses.replace(REFUSAL, reason='#panic("x") *đậm* $x$ <b> [a](b) \\')
    assert '#panic("x") *đậm* $x$ <b> [a](b) \\' in text_of(CT06_116.draw(CT06_116.freeze(facts)))


def test_a_form_takes_its_own_facts_only() -> None:
    with pytest.raises(TypeError, match="CT06 takes Refusal, not Receipt"):
        CT06_116.freeze(RECEIPT)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "day", "circular"),
    [
        # domain.md section 0 and 1.5; the catalogue's CT04 and CT06 (domain.md 1.2) for Circular 53/2025.
        ("CT01", date(2021, 7, 1), "56/2021/TT-BCA"),
        ("CT01", date(2023, 12, 31), "56/2021/TT-BCA"),
        ("CT01", date(2024, 1, 1), "66/2023/TT-BCA"),
        ("CT01", date(2025, 7, 1), "53/2025/TT-BCA"),
        ("CT04", date(2025, 7, 1), "66/2023/TT-BCA"),
        ("CT01", date(2026, 6, 30), "53/2025/TT-BCA"),
        ("CT01", date(2026, 7, 1), "116/2026/TT-BCA"),
        ("CT08", date(2026, 7, 1), "116/2026/TT-BCA"),
    ],
)
def test_a_form_is_drawn_by_the_circular_of_its_day(number: str, day: date, circular: str) -> None:
    assert papers.form(number, on=day).edition.circular == circular


@pytest.mark.parametrize(("number", "day"), [("CT01", date(2021, 6, 30)), ("CT99", date(2026, 7, 1))])
def test_a_form_that_no_circular_set_is_not_found(number: str, day: date) -> None:
    with pytest.raises(papers.NoSuchForm):
        papers.form(number, on=day)


def test_the_declaration_of_2021_asks_where_somebody_lives_and_works() -> None:
    form = papers.form("CT01", on=date(2022, 6, 1))
    facts = dataclasses.replace(DECLARATION, permanent="Số 5 ngõ 20", current="Số 7 ngõ 3", occupation="Thợ điện")
    text = text_of(form.draw(form.freeze(facts)))
    expected = [
        "Mẫu CT01 ban hành kèm theo Thông tư số 56/2021/TT-BCA",
        "1. Họ, chữ đệm và tên: Nguyễn Văn Ước",
        "7. Nơi thường trú: Số 5 ngõ 20",
        "9. Nơi ở hiện tại: Số 7 ngõ 3",
        "10. Nghề nghiệp, nơi làm việc: Thợ điện",
        "11. Họ, chữ đệm và tên chủ hộ: Trần Quốc Thịnh",
        "14. Nội dung đề nghị",
        "15. Những thành viên",
    ]
    assert [phrase for phrase in expected if phrase not in text] == []


@pytest.mark.parametrize(
    ("day", "label"), [(date(2024, 1, 1), "1. Họ, chữ đệm và tên:"), (TODAY, "1. Họ, chữ đệm và tên khai sinh:")]
)
def test_the_name_at_birth_is_asked_for_since_2026(day: date, label: str) -> None:
    form = papers.form("CT01", on=day)
    text = text_of(form.draw(form.freeze(DECLARATION)))
    assert label in text
    assert "Nơi thường trú" not in text
