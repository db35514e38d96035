"""Addresses of the gateway."""

from django.urls import URLPattern, URLResolver, path

from dancu.platform.problems import handler400, handler403, handler404, handler500
from dancu.sites.gateway import views

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("sms/reports", views.sms_report, name="sms-report"),
    path("payments/reports", views.payment_report, name="payment-report"),
]
