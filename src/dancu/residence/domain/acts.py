"""The acts that residence procedures rest on, each with the days between which it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dancu.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Act:
    title: str
    """The official one."""
    held: Period


def in_force(acts: Iterable[Act], on: date) -> tuple[str, ...]:
    """Return the titles of the acts that hold on a day."""
    return tuple(act.title for act in acts if on in act.held)


_LAW_2020 = date(2021, 7, 1)
_REFORM = date(2025, 7, 1)
_CIRCULAR_116 = date(2026, 7, 1)

RESIDENCE_LAW = Act("Luật Cư trú số 68/2020/QH14", Period(_LAW_2020))
LAW_118 = Act("Luật số 118/2025/QH15 sửa đổi, bổ sung Luật Cư trú và Luật Căn cước", Period(_CIRCULAR_116))
DECREE_62 = Act(
    "Nghị định số 62/2021/NĐ-CP quy định chi tiết một số điều của Luật Cư trú", Period(_LAW_2020, date(2025, 1, 10))
)
DECREE_154 = Act(
    "Nghị định số 154/2024/NĐ-CP quy định chi tiết một số điều và biện pháp thi hành Luật Cư trú",
    Period(date(2025, 1, 10)),
)
DECREE_58 = Act("Nghị định số 58/2026/NĐ-CP sửa đổi, bổ sung Nghị định số 154/2024/NĐ-CP", Period(date(2026, 3, 15)))
# From which day it holds is unverified: it is listed from the first version of the law after it.
RESOLUTION_66_7 = Act(
    "Nghị quyết số 66.7/2025/NQ-CP quy định cắt giảm, đơn giản hóa thủ tục hành chính dựa trên dữ liệu",
    Period(date(2026, 3, 15)),
)
CIRCULAR_55 = Act(
    "Thông tư số 55/2021/TT-BCA quy định chi tiết một số điều và biện pháp thi hành Luật Cư trú",
    Period(_LAW_2020, _CIRCULAR_116),
)
CIRCULAR_56 = Act(
    "Thông tư số 56/2021/TT-BCA quy định về biểu mẫu trong đăng ký, quản lý cư trú", Period(_LAW_2020, _CIRCULAR_116)
)
# The national catalogue cited it until Circular 116/2026; whether Circular 54/2025 left anything of it is unverified.
CIRCULAR_57 = Act("Thông tư số 57/2021/TT-BCA quy định về quy trình đăng ký cư trú", Period(_LAW_2020, _CIRCULAR_116))
CIRCULAR_66 = Act(
    "Thông tư số 66/2023/TT-BCA sửa đổi, bổ sung các Thông tư số 55, 56, 57/2021/TT-BCA",
    Period(date(2024, 1, 1), _CIRCULAR_116),
)
CIRCULAR_53 = Act(
    "Thông tư số 53/2025/TT-BCA sửa đổi, bổ sung các Thông tư số 55, 56/2021/TT-BCA", Period(_REFORM, _CIRCULAR_116)
)
CIRCULAR_54 = Act("Thông tư số 54/2025/TT-BCA quy định về quy trình đăng ký cư trú", Period(_REFORM))
CIRCULAR_116 = Act("Thông tư số 116/2026/TT-BCA của Bộ trưởng Bộ Công an", Period(_CIRCULAR_116))
CIRCULAR_75_FEES = Act(
    "Thông tư số 75/2022/TT-BTC quy định mức thu, chế độ thu, nộp và quản lý lệ phí đăng ký cư trú",
    Period(date(2023, 2, 5)),
)
CIRCULAR_71_FEES = Act("Thông tư số 71/2025/TT-BTC sửa đổi, bổ sung Thông tư số 75/2022/TT-BTC", Period(_REFORM))
