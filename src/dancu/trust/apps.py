from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "dancu.trust"
    label = "trust"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dancu.audit import ports
        from dancu.trust.heads import Heads

        ports.install(Heads())
