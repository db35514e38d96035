"""Lists that are turned page by page, with the number of the page in the address."""

from django.http import HttpRequest


def page_of(request: HttpRequest) -> int:
    """Return which page an address asks for; the first where it says nothing that could be one."""
    asked = request.GET.get("page", "")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < 6 else 1


def neighbours(page: int, *, more: bool) -> dict[str, str]:
    """Return the addresses of the page before and of the one after, as `officer/_pages.html` links them; empty for none."""
    return {"before": f"?page={page - 1}" if page > 1 else "", "after": f"?page={page + 1}" if more else ""}
