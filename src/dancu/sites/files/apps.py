from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "dancu.sites.files"
    label = "site_files"
