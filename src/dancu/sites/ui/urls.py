"""Addresses that every site has."""

from django.urls import path

from dancu.sites.ui.units import units

urlpatterns = [
    path("units", units, name="units"),
]
