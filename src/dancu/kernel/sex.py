"""The two values of "giới tính" on a Vietnamese record."""

from enum import StrEnum


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"
