from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "dancu.platform"
    label = "platform"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Send spans, where somebody wants them."""
        from django.conf import settings

        from dancu.platform import tracing

        tracing.begin(f"dancu-{settings.ROLE.value}")
