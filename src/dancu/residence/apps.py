from django.apps import AppConfig


class ResidenceConfig(AppConfig):
    name = "dancu.residence"
    label = "residence"
    default_auto_field = "django.db.models.BigAutoField"
