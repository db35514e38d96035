"""The code lists."""

from enum import StrEnum


class CodeList(StrEnum):
    SPECIAL_CATEGORIES = "special_categories"
    """Phân loại hộ, nhân khẩu quản lý theo đặc thù (officers' guide, part II.2)."""
    DAYS_OFF = "days_off"
    """Days on which public offices are shut; the code is the day."""
    DAYS_WORKED = "days_worked"
    """Days of a weekend that are worked in exchange for a day off; the code is the day."""
    LEGAL_PROVISIONS = "legal_provisions"
    """Thông tin điều khoản: under which provisions a dossier can be received; the code is its procedure's, a dot and its own."""
    RETENTION = "retention"
    """How many years dossiers are kept before they can be erased (thời hạn bảo quản); the code is that of the procedure."""

    @property
    def of_days(self) -> bool:
        """Whether its codes are days of the calendar, as 2027-02-04."""
        return self in {CodeList.DAYS_OFF, CodeList.DAYS_WORKED}

    @property
    def of_procedures(self) -> bool:
        """Whether each procedure has codes of its own, one at least on every day."""
        return self is CodeList.LEGAL_PROVISIONS

    @property
    def of_periods(self) -> bool:
        """Whether its codes are procedures, each with a number of years."""
        return self is CodeList.RETENTION
