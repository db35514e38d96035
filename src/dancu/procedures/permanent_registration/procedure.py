"""Permanent registration under the law of 1 July 2026."""

from datetime import date

from dancu.casework.domain.workflow import STANDARD
from dancu.casework.procedures import Concerned, Procedure, Provision, Reading, Step
from dancu.procedures.permanent_registration import checking, effects, forms, register, rules, words
from dancu.procedures.permanent_registration.application import CASES, Application, Ground
from dancu.procedures.permanent_registration.compare import compare
from dancu.procedures.permanent_registration.documents import DOCUMENTS
from dancu.procedures.permanent_registration.papers import PAPERS

ARTICLES = {
    Ground.OWN: "20.1",
    Ground.KIN_CLOSE: "20.2.a",
    Ground.KIN_ELDERLY: "20.2.b",
    Ground.KIN_DISABLED: "20.2.b",
    Ground.KIN_MINOR: "20.2.c",
    Ground.RENTED: "20.3",
    Ground.RELIGIOUS: "20.4.a-c",
    Ground.RELIGIOUS_HELPLESS: "20.4.d",
    Ground.FACILITY: "20.5",
    Ground.CARE_FAMILY: "20.5",
    Ground.VEHICLE: "20.6",
    Ground.POLICE: "15",
    Ground.ARMY: "15",
}


def concerned(application: Application, reading: Reading) -> Concerned:
    subject = application.subject
    return Concerned(
        subject_name=subject.name,
        subject_pin=subject.pin,
        subject_old_number=subject.old_number,
        subject_passport=subject.passport,
        pins=register.household_pins(application, reading),
    )


PROCEDURE: Procedure[Application] = Procedure(
    code="1.004222",
    slug="permanent-registration",
    # The law before it had six versions since 1 July 2021, which dossiers of their time keep.
    version=7,
    since=date(2026, 7, 1),
    field="G01-CA05",
    subsystem="permanent_residence",
    legal_basis=(
        "Luật Cư trú số 68/2020/QH14, được sửa đổi, bổ sung bởi Luật số 118/2025/QH15",
        "Nghị định số 154/2024/NĐ-CP quy định chi tiết một số điều và biện pháp thi hành Luật Cư trú",
        "Nghị định số 58/2026/NĐ-CP sửa đổi, bổ sung Nghị định số 154/2024/NĐ-CP",
        "Thông tư số 116/2026/TT-BCA của Bộ trưởng Bộ Công an",
        "Thông tư số 75/2022/TT-BTC quy định mức thu, chế độ thu, nộp và quản lý lệ phí đăng ký cư trú, "
        "được sửa đổi, bổ sung bởi Thông tư số 71/2025/TT-BTC",
        "Nghị quyết số 66.7/2025/NQ-CP quy định cắt giảm, đơn giản hóa thủ tục hành chính dựa trên dữ liệu",
    ),
    folder=words.FOLDER,
    steps=(
        Step("agency", forms.Agency),
        Step("subject", forms.Subject),
        Step("place", forms.Place),
        Step("members", forms.Members),
        Step("request", forms.Request),
    ),
    cases=CASES,
    case_of=lambda application: application.case,
    read=Application.read,
    agency_of=lambda application: application.agency_id,
    contact_of=lambda application: application.contact,
    concerned=concerned,
    check=checking.check,
    summary=words.summary,
    compare=compare,
    documents=DOCUMENTS,
    provisions=tuple(Provision(key=ground.value, article=article) for ground, article in ARTICLES.items()),
    fee=rules.fee,
    time_limit=rules.time_limit,
    workflow=STANDARD,
    papers=PAPERS,
    on_approval=effects.register,
    unverified=("floor_area", "channels", "barracks", "incapable_heads"),
)
