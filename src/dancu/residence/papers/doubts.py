"""What no source at hand settles of each form, for officers to read."""

from django.utils.translation import gettext_lazy as _

_LAYOUTS = _("The layouts of 2021 and 2026 were not read; they are drawn as that of 2024.")
_LAYOUTS_53 = _(
    "The layouts of 2021 and 2026 were not read; they are drawn as that of 2024. "
    "Whether Circular 53/2025/TT-BCA replaced the form is not known."
)

UNVERIFIED = {
    "CT01": _("The layout of 2021, and the order of the items that only that edition has, were not read."),
    "CT02": _(
        "The items were read in copies of the editions of 2024 and 2025, not in the circulars; "
        "those of 2021 and 2026 were not read."
    ),
    "CT03": _LAYOUTS,
    "CT04": _LAYOUTS_53,
    "CT05": _LAYOUTS_53,
    "CT06": _LAYOUTS_53,
    "CT07": _(
        "The layouts of 2021 and 2026 were not read; they are drawn as that of 2024. "
        "Whether Circular 53/2025/TT-BCA replaced the form, and how long it is good since 1 July 2026, is not known."
    ),
    "CT08": _LAYOUTS,
    "CT09": _("Only number and title are known; the form is laid out as decisions of an authority are."),
    "CT10": _(
        "Of the edition of 2024 only title, addressee and the line on whose case is to be verified were read, in excerpts. "
        "The other items, the series of its number, and whether the answer stands on the same sheet, are not known."
    ),
}
"""Of each form that is drawn."""

NOT_DRAWN = {
    "CT11–CT17": _(
        "How many further internal forms there are, and what they are called, was not found; none is drawn."
    ),
}
