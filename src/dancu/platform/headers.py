"""Tell browsers what a page may load and who may frame it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dancu.platform.hosts import Site, origin


class ContentPolicyMiddleware:
    """Add the Content-Security-Policy, unless the view has set a stricter one of its own.

    Pages load only what their own site serves, and show uploaded files from the files site, which has no session to lose.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        files = origin(Site.FILES)
        self.policy = "; ".join(
            [
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "font-src 'self'",
                "connect-src 'self'",
                f"img-src 'self' data: {files}",
                f"frame-src {files}",
                f"form-action 'self' {files}",
                "manifest-src 'self'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
            ]
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Content-Security-Policy" not in response.headers:
            response.headers["Content-Security-Policy"] = self.policy
            response.headers["X-Frame-Options"] = "DENY"
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response
