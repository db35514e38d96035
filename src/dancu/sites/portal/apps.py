from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dancu.sites.portal"
    label = "site_portal"
