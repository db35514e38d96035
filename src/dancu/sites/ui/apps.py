from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "dancu.sites.ui"
    label = "site_ui"
