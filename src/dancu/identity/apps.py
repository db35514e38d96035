from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "dancu.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what of this room goes over where two records of one person are merged."""
        from dancu.identity.commands.merging import Accounts
        from dancu.population.commands.belongings import belong

        belong("identity", Accounts())
