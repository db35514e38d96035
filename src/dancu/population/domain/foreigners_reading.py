"""Read what the immigration authority tells of somebody: strictly, each fault with its field."""

from collections.abc import Mapping
from datetime import date

from dancu.kernel.sex import Sex
from dancu.population.domain.civil import Fault, Problem, Unreadable, Where
from dancu.population.domain.civil_reading import Said
from dancu.population.domain.foreigners import CardKind, Standing, Word
from dancu.population.domain.person import VIETNAM


def read(said: object, today: date) -> Word:
    """Return what is told; raise Unreadable with everything that is wrong with it."""
    if not isinstance(said, Mapping):
        raise Unreadable((Problem(field="", code=Fault.NOT_AN_OBJECT),))
    word = Said(said)
    number, on, act = word.text("number", 20), word.day("on", today), word.text("act", 200)
    standing = word.one_of("standing", Standing)
    name, born, sex = word.text("name", 160), word.partial("born", today), word.one_of("sex", Sex)
    nationality = word.text("nationality", 3, required=standing is Standing.FOREIGNER)
    if nationality and (nationality == VIETNAM or standing is Standing.UNDETERMINED):
        word.fault("nationality", Fault.NOT_ONE_OF_THEM)
    passport, card = word.inner("passport", required=False), word.inner("card", required=False)
    lives, left_on = word.place("lives"), word.day_or_none("left_on", today)
    passport_number = passport.text("number", 20) if passport else ""
    passport_until = passport.day_or_none("until", today) if passport else None
    card_kind = card.one_of("kind", CardKind) if card else None
    card_number = card.text("number", 20) if card else ""
    card_since = card.day_or_none("since", today) if card else None
    card_until = card.day_or_none("until", today) if card else None
    if card and card_since and card_until and card_until < card_since:
        card.fault("until", Fault.NOT_A_DAY)
    for each in (passport, card, word):
        if each:
            each.done()
    if word.problems or standing is None or born is None or sex is None:
        raise Unreadable(tuple(word.problems))
    return Word(
        number=number,
        on=on,
        act=act,
        standing=standing,
        name=name,
        born=born,
        sex=sex,
        nationality=nationality,
        passport_number=passport_number,
        passport_until=passport_until,
        card_kind=card_kind,
        card_number=card_number,
        card_since=card_since,
        card_until=card_until,
        lives=lives or Where(),
        left_on=left_on,
    )
