"""What one agency asks another in the small world: a question that waits, and one that is answered."""

from datetime import datetime
from typing import Any

from dancu.casework import commands as casework
from dancu.offices.queries import OfficerView
from tests.builders.identity import acting


def verifications(
    code: str, asking: OfficerView, asked: OfficerView, now: datetime
) -> tuple[dict[str, Any], list[str]]:
    """Make them; return the facts that addresses name, and words of no language."""
    question, answer = "Có còn ở số 3 Đội Cấn không?", "Không còn ở đó từ tháng 6"
    questioner: dict[str, Any] = {"code": code, "agency_id": asked.agency.id, "question": question}
    questioner |= {"officer": asking, "by": acting(asking), "at": now}
    answered = casework.ask_verification(**questioner)
    casework.answer_verification(verification_id=answered, answer=answer, officer=asked, by=acting(asked), at=now)
    waiting = casework.ask_verification(**questioner)
    return {"answered": answered, "waiting": waiting}, [question, answer]
