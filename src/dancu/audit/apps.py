from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "dancu.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
