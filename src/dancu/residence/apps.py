from django.apps import AppConfig


class ResidenceConfig(AppConfig):
    name = "dancu.residence"
    label = "residence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what of this room goes over where two records of one person are merged."""
        from dancu.population.commands.belongings import belong
        from dancu.residence.commands.merging import Residences

        belong("residence", Residences())
