from django.apps import AppConfig


class OfficerConfig(AppConfig):
    name = "dancu.sites.officer"
    label = "site_officer"
