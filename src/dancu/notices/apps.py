from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "dancu.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dancu.accounts import ports
        from dancu.notices.letters import Letters

        ports.install(Letters())
