from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "dancu.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from dancu.accounts import tasks  # noqa: F401  # its jobs follow events that the web process publishes
