"""`/healthz` on every site: is the process up and does the database answer?"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


class HealthMiddleware:
    """Answer before any session, language or sign-in is looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz":
            return self.get_response(request)
        answers = database_answers()
        response = HttpResponse("ok\n" if answers else "no database\n", "text/plain", 200 if answers else 503)
        response.headers["Cache-Control"] = "no-store"
        return response


def database_answers() -> bool:
    """Tell whether the database takes a query now, on this thread's connection or a fresh one."""
    for _ in range(2):
        try:
            with connection.cursor() as cursor:
                cursor.execute("select 1")
                return True
        except DatabaseError:
            # A kept connection may belong to a server that has been restarted since.
            connection.close()
    return False
