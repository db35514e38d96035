"""Addresses that every site has."""

from django.urls import path

from dancu.sites.ui.language import language
from dancu.sites.ui.units import units

urlpatterns = [
    path("language", language, name="language"),
    path("units", units, name="units"),
]
