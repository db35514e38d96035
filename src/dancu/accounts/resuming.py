"""What was typed into a form whose session had ended is carried through signing in, and given back to the same account.

The pages carry it themselves, sealed: nothing is kept at our side, nothing of it stands in an address, and the seal opens
only for the account whose session it was.
"""

import json

from django.http import HttpRequest

from dancu.platform.sealing import BrokenSeal, OtherMasterKey, seal, unseal
from dancu.platform.typed import Typed, typed_in

FIELD = "kept"


def keep(request: HttpRequest, *, holder: int | None) -> str:
    """Seal what was typed for the holder of the session that is over; empty where nothing was, or nobody is known."""
    typed = typed_in(request)
    if typed is None or holder is None:
        return ""
    return seal(
        json.dumps([typed.address, typed.page, typed.fields, typed.had_files], ensure_ascii=False).encode(),
        context=_context(holder),
    )


def carried(request: HttpRequest) -> str:
    """Return what a page of signing in carries, to be carried on."""
    return str(request.POST.get(FIELD, ""))


def take_up(request: HttpRequest, account_id: int) -> Typed | None:
    """Open what was kept for this account; None for what is nobody's or somebody else's."""
    try:
        kept = json.loads(unseal(carried(request), context=_context(account_id)))
    except (BrokenSeal, OtherMasterKey):
        return None
    address, page, fields, had_files = kept
    return Typed(address=address, page=page, fields=tuple((name, value) for name, value in fields), had_files=had_files)


def _context(account_id: int) -> str:
    return f"accounts.resuming.{account_id}"
