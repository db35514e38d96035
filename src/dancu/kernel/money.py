"""Amounts in Vietnamese dong, which has no smaller unit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Money:
    dong: int

    def __post_init__(self) -> None:
        if self.dong < 0:
            raise ValueError("an amount is never negative")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.dong + other.dong)

    def __mul__(self, times: int) -> "Money":
        return Money(self.dong * times)

    def __bool__(self) -> bool:
        return self.dong != 0

    def __str__(self) -> str:
        return f"{self.dong:,}".replace(",", ".") + " đ"


NOTHING = Money(0)
