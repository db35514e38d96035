"""Addresses of the portal site."""

from django.urls import URLPattern, URLResolver, include, path

from dancu.platform.problems import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dancu.sites.ui.urls")),
    path("", include("dancu.sites.portal.urls")),
]
