"""The personal identification number (số định danh cá nhân): twelve digits that a person bears for life.

Three for the province of birth registration, one for century and sex, two for the year of birth, six drawn at random.
There is no check digit.
"""

import re
from typing import Self

from dancu.kernel.dates import PartialDate
from dancu.kernel.errors import Invalid
from dancu.kernel.sex import Sex
from dancu.kernel.writing import plain_digits

FIRST_CENTURY = 1900

PROVINCES = {
    "001": "Hà Nội", "002": "Hà Giang", "004": "Cao Bằng", "006": "Bắc Kạn", "008": "Tuyên Quang", "010": "Lào Cai",
    "011": "Điện Biên", "012": "Lai Châu", "014": "Sơn La", "015": "Yên Bái", "017": "Hòa Bình", "019": "Thái Nguyên",
    "020": "Lạng Sơn", "022": "Quảng Ninh", "024": "Bắc Giang", "025": "Phú Thọ", "026": "Vĩnh Phúc", "027": "Bắc Ninh",
    "030": "Hải Dương", "031": "Hải Phòng", "033": "Hưng Yên", "034": "Thái Bình", "035": "Hà Nam", "036": "Nam Định",
    "037": "Ninh Bình", "038": "Thanh Hóa", "040": "Nghệ An", "042": "Hà Tĩnh", "044": "Quảng Bình", "045": "Quảng Trị",
    "046": "Thừa Thiên Huế", "048": "Đà Nẵng", "049": "Quảng Nam", "051": "Quảng Ngãi", "052": "Bình Định",
    "054": "Phú Yên", "056": "Khánh Hòa", "058": "Ninh Thuận", "060": "Bình Thuận", "062": "Kon Tum", "064": "Gia Lai",
    "066": "Đắk Lắk", "067": "Đắk Nông", "068": "Lâm Đồng", "070": "Bình Phước", "072": "Tây Ninh", "074": "Bình Dương",
    "075": "Đồng Nai", "077": "Bà Rịa - Vũng Tàu", "079": "Thành phố Hồ Chí Minh", "080": "Long An", "082": "Tiền Giang",
    "083": "Bến Tre", "084": "Trà Vinh", "086": "Vĩnh Long", "087": "Đồng Tháp", "089": "An Giang", "091": "Kiên Giang",
    "092": "Cần Thơ", "093": "Hậu Giang", "094": "Sóc Trăng", "095": "Bạc Liêu", "096": "Cà Mau",
}  # fmt: skip
"""The 63 provinces as they were when numbers began; mergers never change a number, so this list never shrinks.

Numbers given abroad begin with a country's code, of which no list is published: an unknown beginning is no error.
"""

_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015]+")
_TWELVE_DIGITS = re.compile(r"[0-9]{12}", re.ASCII)


class NotAPin(Invalid):
    """A personal identification number has exactly 12 digits; check what you typed against the card."""

    code = "pin.not_a_pin"


class Pin(str):
    """Twelve digits; a plain string to databases and JSON."""

    __slots__ = ()

    def __new__(cls, digits: str) -> Self:
        if not _TWELVE_DIGITS.fullmatch(digits):
            raise NotAPin
        return super().__new__(cls, digits)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number however it is spaced and in whatever digits; raises NotAPin."""
        return cls(_SEPARATORS.sub("", plain_digits(text)))

    @property
    def province(self) -> str:
        return self[:3]

    @property
    def province_name(self) -> str | None:
        """Name of the province of birth registration; None when registered abroad."""
        return PROVINCES.get(self.province)

    @property
    def century_and_sex(self) -> int:
        return int(self[3])

    @property
    def sex(self) -> Sex:
        return Sex.FEMALE if self.century_and_sex % 2 else Sex.MALE

    @property
    def birth_year(self) -> int:
        return FIRST_CENTURY + 100 * (self.century_and_sex // 2) + int(self[4:6])

    def matches(self, born: PartialDate, sex: Sex) -> bool:
        """Tell whether the number was made for this birth year and sex.

        It may lawfully not: a correction of either comes before the new number that follows it.
        """
        return self.birth_year == born.year and self.sex is sex

    @property
    def grouped(self) -> str:
        """The number as people read it aloud: 3-1-2-6 digits."""
        return f"{self[:3]} {self[3]} {self[4:6]} {self[6:]}"

    @property
    def masked(self) -> str:
        """The number for places where it is only to be recognised by its owner."""
        return f"{self[:3]}••••••{self[9:]}"


def prefix(*, province: str, birth_year: int, sex: Sex) -> str:
    """Return the six digits that are not random; ValueError for a year before 1900 or after 2399."""
    century, year = divmod(birth_year - FIRST_CENTURY, 100)
    if not 0 <= century <= 4:
        raise ValueError("personal identification numbers are for people born from 1900 to 2399")
    return f"{province}{2 * century + (sex is Sex.FEMALE)}{year:02d}"
