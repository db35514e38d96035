"""Addresses of the files site."""

from django.urls import URLPattern, URLResolver, path

from dancu.platform.problems import handler400, handler403, handler404, handler500
from dancu.sites.files import views

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("<str:token>", views.file, name="file"),
    path("pictures/<str:token>", views.picture, name="picture"),
]
