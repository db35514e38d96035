from django.apps import AppConfig


class CodelistsConfig(AppConfig):
    name = "dancu.codelists"
    label = "codelists"
    default_auto_field = "django.db.models.BigAutoField"
