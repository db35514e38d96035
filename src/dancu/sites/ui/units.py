"""The boxes below a province or a district, for pages whose browser fills them without a new page."""

import re
from datetime import date

from django.core.exceptions import BadRequest
from django.forms.renderers import get_default_renderer
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from dancu.accounts.access import public
from dancu.places.forms import CommuneWidget

_BOX = re.compile(r"[A-Za-z][\w-]{0,63}")


@public
@require_safe
@cache_control(private=True, max_age=3600)
@vary_on_cookie
def units(request: HttpRequest) -> HttpResponse:
    """Draw the district and commune boxes of the field named `box`, for what is chosen in the query and the day `on`."""
    name = request.GET.get("box", "")
    if not _BOX.fullmatch(name):
        raise BadRequest
    widget = CommuneWidget()
    try:
        widget.on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        raise BadRequest from None
    chosen = widget.value_from_datadict(request.GET, {}, name)
    context = widget.get_context(name, chosen, {"id": f"id_{name}"})
    return HttpResponse(get_default_renderer().render("ui/widgets/commune_below.html", context, request))
