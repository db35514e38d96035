from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "dancu.sites.filing"
    label = "site_filing"
