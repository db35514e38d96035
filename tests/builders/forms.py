"""What the residence forms say of the people of the tests: facts of each form."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from dancu.residence.papers import (
    AbsenceSlip,
    CancellationDecision,
    Confirmation,
    Declaration,
    Member,
    Opinion,
    OverseasDeclaration,
    Receipt,
    ReceivedPaper,
    Refusal,
    ResultNotice,
    Span,
    SupplementSlip,
    TravelDocument,
    VerificationRequest,
)

AT = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
CODE = "G01.001.002.003-261124-0017"
REQUEST = "Đăng ký thường trú, lập hộ mới tại số 12 phố Hàng Bài, phường Hoàn Kiếm, thành phố Hà Nội"
MEMBERS = (
    Member(name="Nguyễn Thị Ẵm", born="01/02/1992", sex="Nữ", pin="001192000123", relation="Vợ"),
    Member(name="Nguyễn Đức Ỷ", born="2019", sex="Nam", pin="001219000456", relation="Con đẻ"),
)
HEAD: dict[str, Any] = {
    "superior": "Công an thành phố Hà Nội",
    "agency": "Công an phường Hoàn Kiếm",
    "number": 17,
    "code": CODE,
    "place": "Hà Nội",
    "issued_at": AT,
    "name": "Nguyễn Văn Ước",
    "pin": "001090000789",
}
DECLARATION = Declaration(
    code=CODE,
    place="Hà Nội",
    issued_at=AT,
    to="Công an phường Hoàn Kiếm",
    name="Nguyễn Văn Ước",
    born="23/11/1990",
    sex="Nam",
    pin="001090000789",
    phone="0912 345 678",
    email="uoc@example.com",
    householder="Trần Quốc Thịnh",
    relation="Con rể",
    householder_pin="001070000111",
    request=REQUEST,
    members=MEMBERS,
    householder_opinion=Opinion(text="Đồng ý", name="Trần Quốc Thịnh", pin="001070000111"),
    owner_opinion=Opinion(text="Đồng ý cho đăng ký thường trú", name="Trần Quốc Thịnh", pin="001070000111"),
    parent_opinion=Opinion(text=""),
    declarer="Nguyễn Văn Ước",
    declarer_pin="001090000789",
)
OVERSEAS = OverseasDeclaration(
    code=CODE,
    place="Hà Nội",
    issued_at=AT,
    to="Công an phường Hoàn Kiếm",
    name="Nguyễn Văn Ước",
    foreign_name="NGUYEN Uoc John",
    born="23/11/1990",
    sex="Nam",
    ethnicity="Kinh",
    religion="Không",
    pin="001090000789",
    phone="0912 345 678",
    email="uoc@example.com",
    foreign_nationality="Cộng hòa Séc",
    document=TravelDocument(number="CZ0000001", issued_on="01/02/2024", issued_by="Praha", valid_until="31/01/2034"),
    work_abroad="Thợ điện, Praha",
    life=(
        Span(when="11/1990 đến 8/2008", place="Số 5 ngõ 20, xã Đông Anh, Hà Nội", work="Học sinh"),
        Span(when="9/2008 đến 10/2026", place="Ulice 1, Praha", work="Thợ điện"),
    ),
    family=("Cha: Nguyễn Văn Sửu, 1962, Việt Nam, xã Đông Anh", "Mẹ: Lê Thị Dậu, 1965, Việt Nam, xã Đông Anh"),
    residence_abroad="Ulice 1, Praha",
    current="Số 12 phố Hàng Bài, phường Hoàn Kiếm",
    request=REQUEST,
    householder="Trần Quốc Thịnh",
    relation="Con rể",
    householder_pin="001070000111",
    householder_opinion=Opinion(text="Đồng ý", name="Trần Quốc Thịnh", pin="001070000111"),
    owner_opinion=Opinion(text="Đồng ý cho đăng ký thường trú", name="Trần Quốc Thịnh", pin="001070000111"),
    parent_opinion=Opinion(text=""),
    declarer="Nguyễn Văn Ước",
    declarer_pin="001090000789",
)
RECEIPT = Receipt(
    **HEAD,
    request=REQUEST,
    permanent="Số 5 ngõ 20, xã Đông Anh, thành phố Hà Nội",
    temporary="",
    current="Số 12 phố Hàng Bài, phường Hoàn Kiếm, thành phố Hà Nội",
    phone="0912 345 678",
    email="uoc@example.com",
    papers=(ReceivedPaper(name="Giấy tờ chứng minh chỗ ở hợp pháp", kind="Bản chụp, quét", note="2 tệp tin"),),
    received_at=AT,
    due_at=AT + timedelta(days=9),
    results=("Bản giấy", "Tin nhắn SMS"),
    paper_at="Công an phường Hoàn Kiếm",
    officer="Lê Thị Thu Hường",
)
SUPPLEMENT = SupplementSlip(
    **HEAD,
    missing=("Hợp đồng thuê nhà có công chứng", "Ý kiến đồng ý của chủ hộ"),
    reason="Hồ sơ thiếu giấy tờ",
    contact="Công an phường Hoàn Kiếm",
    officer="Lê Thị Thu Hường",
)
REFUSAL = Refusal(
    **HEAD, reason="Chỗ ở đang có tranh chấp", provision="Khoản 3 Điều 23 Luật Cư trú", signatory="Phạm Hữu Đạt"
)
RESULT = ResultNotice(
    **HEAD,
    about="kết quả giải quyết đăng ký thường trú",
    addressee="Trần Quốc Thịnh",
    born="23/11/1990",
    sex="Nam",
    result="Đã đăng ký thường trú từ ngày 24/11/2026",
    members=MEMBERS,
    provision="Khoản 1 Điều 20 Luật Cư trú",
    signatory="Phạm Hữu Đạt",
)
CANCELLATION = CancellationDecision(
    **HEAD,
    born="23/11/1990",
    sex="Nam",
    cancelled="Đăng ký: Nơi thường trú, Số 5 ngõ 20, xã Đông Anh, 24/11/2026",
    ground="Đăng ký không đúng điều kiện (Điều 35)",
    finding="Hợp đồng thuê nhà không có thật",
    restored=("Nơi thường trú: Số 12 phố Hàng Bài, phường Hoàn Kiếm (01/07/2021)",),
    provision="Điều 35 Luật Cư trú (không đúng điều kiện)",
    signatory="Phạm Hữu Đạt",
)
ABSENCE = AbsenceSlip(
    **HEAD,
    born="23/11/1990",
    sex="Nam",
    permanent="Số 5 ngõ 20, xã Đông Anh, thành phố Hà Nội",
    temporary="",
    current="Số 12 phố Hàng Bài, phường Hoàn Kiếm, thành phố Hà Nội",
    since=date(2026, 12, 1),
    until=date(2027, 12, 31),
    reason="Đi học",
    destination="Số 1 đường Lê Lợi, phường Huế, thành phố Huế",
    declarer="Nguyễn Văn Ước",
    officer="Lê Thị Thu Hường",
    signatory="Phạm Hữu Đạt",
)
CONFIRMATION = Confirmation(
    **HEAD,
    requester="Trần Quốc Thịnh",
    requester_pin="001070000111",
    born="23/11/1990",
    sex="Nam",
    ethnicity="Kinh",
    religion="Không",
    origin="Xã Đông Anh, thành phố Hà Nội",
    birth_registered_at="Phường Hoàn Kiếm, thành phố Hà Nội",
    permanent="Số 12 phố Hàng Bài, phường Hoàn Kiếm, thành phố Hà Nội",
    temporary="",
    current="",
    householder="Nguyễn Văn Ước",
    relation="Chủ hộ",
    householder_pin="001090000789",
    members=MEMBERS,
    further=("Từ ngày 01/07/2021 đến ngày 24/11/2026 thường trú tại số 5 ngõ 20, xã Đông Anh",),
    valid_until=date(2027, 11, 24),
    signatory="Phạm Hữu Đạt",
)
VERIFICATION = VerificationRequest(
    **HEAD,
    to="Công an phường Bến Thành",
    question="Có thực tế cư trú tại số 5 Lê Lợi không",
    signatory="Phạm Hữu Đạt",
)
